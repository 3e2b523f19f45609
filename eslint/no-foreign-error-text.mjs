/** Properties of an error that may quote the input of whoever threw it: a secret, a header or log text. */
const QUOTING_PROPERTIES = new Set(["message", "stack", "toString", "toJSON", "input"]);

/** Properties that contain other errors. They may be read, but count as foreign errors themselves. */
const NESTED_ERRORS = new Set(["cause", "errors"]);

/** Names of parameters of type unknown that take an error. */
const ERROR_NAME = /err|cause|exception|thrown|reason|failure|problem/i;

/** Functions that turn their argument into text. */
const TO_TEXT = /^(?:String|JSON\.stringify|inspect|util\.inspect|format|util\.format)$/;

/** Receivers whose methods write their arguments to the function's log. */
const WRITER = /(?:^|\.)(?:console|logger|log|stdout|stderr)$/i;

/** The class whose message this project writes, in lambda/shared/safe-error.ts. */
const SAFE_CLASS = "SafeError";

/**
 * Reports code that copies the text of an error that this project did not write. A value counts as such an error if its
 * type is an Error other than SafeError, or if it was caught: the parameter of a `catch` clause or of a `.catch` callback, a
 * parameter of type unknown with the name of an error, the cause of such a value, and its aliases.
 */
export const noForeignErrorText = {
  meta: {
    type: "problem",
    schema: [],
    messages: {
      text: "the text of a foreign error may quote a secret or log text; use safeErrorName or safeErrorMessage",
      cause:
        "a cause is logged with its message, which may quote a secret; throw a SafeError without a cause",
    },
  },
  create(context) {
    const { sourceCode } = context;
    const services = sourceCode.parserServices;

    const typeIsForeign = (type) => {
      if (type.isUnionOrIntersection()) return type.types.some(typeIsForeign);
      const names = classNames(type);
      return names.includes("Error") && !names.includes(SAFE_CLASS);
    };

    /** The variable that an identifier refers to. */
    const variableOf = (identifier) => {
      for (let scope = sourceCode.getScope(identifier); scope; scope = scope.upper) {
        const variable = scope.set.get(identifier.name);
        if (variable) return variable;
      }
      return undefined;
    };

    const isCaught = (node, seen = new Set()) => {
      const inner = withoutAssertions(node);
      if (inner.type === "LogicalExpression")
        return isCaught(inner.left, seen) || isCaught(inner.right, seen);
      if (inner.type === "ConditionalExpression")
        return isCaught(inner.consequent, seen) || isCaught(inner.alternate, seen);
      if (inner.type === "MemberExpression")
        return (
          NESTED_ERRORS.has(propertyName(inner)) &&
          (isForeignType(inner.object) || isCaught(inner.object, seen))
        );
      if (inner.type !== "Identifier") return false;
      const variable = variableOf(inner);
      if (!variable || seen.has(variable)) return false;
      seen.add(variable);
      return variable.defs.some((definition) => isCaughtDefinition(definition, seen));
    };

    const isCaughtDefinition = ({ type, node, name }, seen) => {
      switch (type) {
        case "CatchClause":
          return true;
        case "Parameter":
          return (
            (isCatchCallback(node) && node.params[0] === name) ||
            (node.params.includes(name) && ERROR_NAME.test(name.name) && isUnknown(name))
          );
        case "Variable": {
          if (!node.init) return false;
          if (node.id.type === "Identifier") return isCaught(node.init, seen);
          const property = name.parent;
          const isNested = property.type === "Property" && NESTED_ERRORS.has(keyName(property));
          return isNested && (isForeignType(node.init) || isCaught(node.init, seen));
        }
        default:
          return false;
      }
    };

    const isUnknown = (node) => ["unknown", "any"].includes(services.getTypeAtLocation(node).intrinsicName);
    const isSafe = (node) => !isForeignType(node) && services.getTypeAtLocation(node).isClass?.() === true;
    const isForeignType = (node) => typeIsForeign(services.getTypeAtLocation(node));
    const isForeign = (node) => {
      const inner = withoutAssertions(node);
      return isForeignType(node) || isForeignType(inner) || (isCaught(inner) && !isSafe(inner));
    };

    const reportIfForeign = (node) => {
      if (isForeign(node)) context.report({ node, messageId: "text" });
    };

    /** Arguments of a writer, and the values of the objects and lists in them. */
    const valuesIn = (node) => {
      switch (node.type) {
        case "ObjectExpression":
          return node.properties.flatMap((each) =>
            valuesIn(each.type === "Property" ? each.value : each.argument),
          );
        case "ArrayExpression":
          return node.elements.flatMap((each) => (each ? valuesIn(each) : []));
        case "SpreadElement":
          return valuesIn(node.argument);
        default:
          return [node];
      }
    };

    return {
      MemberExpression(node) {
        if (QUOTING_PROPERTIES.has(propertyName(node))) reportIfForeign(node.object);
      },
      VariableDeclarator({ id, init }) {
        if (id.type === "ObjectPattern" && init) reportPattern(id, init);
      },
      ":function"(node) {
        for (const param of node.params)
          if (
            param.type === "ObjectPattern" &&
            quotes(param) &&
            (isForeignType(param) || isCatchCallback(node))
          )
            context.report({ node: param, messageId: "text" });
      },
      CatchClause({ param }) {
        if (param?.type === "ObjectPattern" && quotes(param))
          context.report({ node: param, messageId: "text" });
      },
      TemplateLiteral({ expressions }) {
        for (const expression of expressions) reportIfForeign(expression);
      },
      "BinaryExpression[operator='+']"({ left, right }) {
        for (const side of [left, right]) reportIfForeign(side);
      },
      CallExpression({ callee, arguments: all }) {
        const isWriter = callee.type === "MemberExpression" && WRITER.test(sourceCode.getText(callee.object));
        if (isWriter || TO_TEXT.test(sourceCode.getText(callee)))
          for (const value of all.flatMap(valuesIn)) reportIfForeign(value);
      },
      NewExpression(node) {
        const options = node.arguments.at(-1);
        if (options?.type === "ObjectExpression" && isErrorType(node))
          for (const property of options.properties)
            if (property.type !== "Property" || property.key.name === "cause")
              context.report({ node: property, messageId: "cause" });
      },
    };

    function isErrorType(node) {
      return classNames(services.getTypeAtLocation(node)).includes("Error");
    }

    function reportPattern(pattern, init) {
      if (quotes(pattern)) reportIfForeign(init);
    }
  },
};

/** The names of a class and its base classes. */
function classNames(type) {
  const own = type.getSymbol()?.getName();
  const bases = type.getBaseTypes?.() ?? [];
  return [...(own === undefined ? [] : [own]), ...bases.flatMap(classNames)];
}

function withoutAssertions(node) {
  return node.type === "TSAsExpression" ||
    node.type === "TSNonNullExpression" ||
    node.type === "TSTypeAssertion"
    ? withoutAssertions(node.expression)
    : node;
}

/** Whether a function is the callback of `promise.catch(…)`, or the second of `promise.then(…)`. */
function isCatchCallback(node) {
  const call = node.parent;
  if (call?.type !== "CallExpression" || call.callee.type !== "MemberExpression") return false;
  const { name } = call.callee.property;
  return (name === "catch" && call.arguments[0] === node) || (name === "then" && call.arguments[1] === node);
}

/** Whether an object pattern takes a quoting property, or all properties that it does not name. */
function quotes({ properties }) {
  return properties.some(
    (property) => property.type === "RestElement" || QUOTING_PROPERTIES.has(keyName(property)),
  );
}

function propertyName({ computed, property }) {
  return computed ? staticText(property) : property.name;
}

function keyName({ computed, key }) {
  return computed || key.type === "Literal" ? staticText(key) : key.name;
}

function staticText(node) {
  return node.type === "Literal" ? String(node.value) : undefined;
}
