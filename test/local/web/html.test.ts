import { Html, html } from "../../../local/web";

test("text is escaped in content and in attributes", () => {
  const text = `<b title='x'>"&"</b>`;
  expect(html`<p title="${text}">${text}</p>`.text).toBe(`<p title="${ESCAPED}">${ESCAPED}</p>`);
});

const ESCAPED = "&lt;b title=&#39;x&#39;&gt;&quot;&amp;&quot;&lt;/b&gt;";

test("HTML, lists, numbers and undefined are rendered", () => {
  const items = ["a", "<"].map((item) => html`<li>${item}</li>`);
  expect(html`${items}${3}${undefined}${new Html("<hr>")}`.text).toBe("<li>a</li><li>&lt;</li>3<hr>");
});
