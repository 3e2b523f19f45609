/** Memory of the functions whose memory is no setting, in MiB. */
export const FUNCTION_MEMORY_MIB = {
  notifier: 512,
  webhook: 256,
  searchContent: 256,
  archiver: 512,
  archiveManifest: 512,
} as const;
