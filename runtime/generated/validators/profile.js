// Generated from schemas/ by "npm run generate". Do not edit.
// inputs: 6346aad7fe0540c4
var __getOwnPropNames = Object.getOwnPropertyNames;
var __commonJS = (cb, mod) => function __require() {
  try {
    return mod || (0, cb[__getOwnPropNames(cb)[0]])((mod = { exports: {} }).exports, mod), mod.exports;
  } catch (e) {
    throw mod = 0, e;
  }
};

// node_modules/ajv/dist/runtime/ucs2length.js
var require_ucs2length = __commonJS({
  "node_modules/ajv/dist/runtime/ucs2length.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    function ucs2length(str) {
      const len = str.length;
      let length = 0;
      let pos = 0;
      let value;
      while (pos < len) {
        length++;
        value = str.charCodeAt(pos++);
        if (value >= 55296 && value <= 56319 && pos < len) {
          value = str.charCodeAt(pos);
          if ((value & 64512) === 56320)
            pos++;
        }
      }
      return length;
    }
    exports.default = ucs2length;
    ucs2length.code = 'require("ajv/dist/runtime/ucs2length").default';
  }
});

// node_modules/fast-deep-equal/index.js
var require_fast_deep_equal = __commonJS({
  "node_modules/fast-deep-equal/index.js"(exports, module) {
    "use strict";
    module.exports = function equal(a, b) {
      if (a === b) return true;
      if (a && b && typeof a == "object" && typeof b == "object") {
        if (a.constructor !== b.constructor) return false;
        var length, i, keys;
        if (Array.isArray(a)) {
          length = a.length;
          if (length != b.length) return false;
          for (i = length; i-- !== 0; )
            if (!equal(a[i], b[i])) return false;
          return true;
        }
        if (a.constructor === RegExp) return a.source === b.source && a.flags === b.flags;
        if (a.valueOf !== Object.prototype.valueOf) return a.valueOf() === b.valueOf();
        if (a.toString !== Object.prototype.toString) return a.toString() === b.toString();
        keys = Object.keys(a);
        length = keys.length;
        if (length !== Object.keys(b).length) return false;
        for (i = length; i-- !== 0; )
          if (!Object.prototype.hasOwnProperty.call(b, keys[i])) return false;
        for (i = length; i-- !== 0; ) {
          var key = keys[i];
          if (!equal(a[key], b[key])) return false;
        }
        return true;
      }
      return a !== a && b !== b;
    };
  }
});

// node_modules/ajv/dist/runtime/equal.js
var require_equal = __commonJS({
  "node_modules/ajv/dist/runtime/equal.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    var equal = require_fast_deep_equal();
    equal.code = 'require("ajv/dist/runtime/equal").default';
    exports.default = equal;
  }
});

// validator.js
var validateProfile = validate161;
var schema50 = { "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "profile.schema.json", "title": "ProfileFrontMatter", "description": "Front matter of a prompt profile: JSON between two --- lines, before the Markdown body.", "type": "object", "required": ["id", "kind", "appliesWhen", "priority"], "additionalProperties": false, "patternProperties": { "^x-": { "description": "Notes of your own; okstra does not look at them." } }, "properties": { "id": { "description": "Unique name, also used by conflictsWith and in the record of what was sent.", "type": "string", "pattern": "^[a-z0-9][a-z0-9._-]*$", "maxLength": 100 }, "kind": { "description": "What sort of part this is.", "enum": ["base", "overlay", "language_overlay", "ci_overlay", "role", "phase", "contract"] }, "appliesWhen": { "description": 'Conditions, any of which suffices: "always", or <fact>:<value> terms joined by &, each possibly negated with !.', "type": "array", "minItems": 1, "items": { "type": "string", "pattern": "^(?:always|!?(?:agent|label|language|level|mode|phase|role|source):[A-Za-z0-9][A-Za-z0-9._+#-]*(?: ?& ?!?(?:agent|label|language|level|mode|phase|role|source):[A-Za-z0-9][A-Za-z0-9._+#-]*)*)$" } }, "priority": { "description": "Place in the prompt: low numbers first, equal numbers by id.", "type": "integer", "minimum": 0 }, "conflictsWith": { "description": "Ids of profiles that cannot stand in the same prompt as this one. It counts for both, whichever of them says so.", "type": "array", "items": { "type": "string", "minLength": 1 }, "uniqueItems": true }, "overridesSections": { "description": "Sections of earlier parts that this profile gives anew: their titles, or objects that say how.", "type": "array", "items": { "description": "A title means replace.", "type": ["string", "object"], "minLength": 1, "required": ["title"], "additionalProperties": false, "properties": { "title": { "description": "Title of the heading, in any case.", "type": "string", "minLength": 1 }, "strategy": { "description": "Default replace. wrap: the text of this profile holds {{section}} on a line of its own, where the earlier text goes.", "enum": ["replace", "append", "prepend", "wrap"] } } }, "uniqueItems": true }, "includes": { "description": "Ids of profiles that come along with this one, whatever their own conditions say.", "type": "array", "items": { "type": "string", "minLength": 1 }, "uniqueItems": true }, "requires": { "description": "Ids of profiles that have to stand in the same prompt; without one of them there is no prompt.", "type": "array", "items": { "type": "string", "minLength": 1 }, "uniqueItems": true }, "placeholders": { "description": "Values that the text asks for as {{NAME}}, by name.", "type": "object", "propertyNames": { "pattern": "^[A-Z][A-Z0-9_]*$" }, "additionalProperties": { "type": "object", "required": ["meaning"], "additionalProperties": false, "properties": { "required": { "description": "Default true: without a value there is no prompt. false: nothing stands there then.", "type": "boolean" }, "meaning": { "description": "What the value is, in one line.", "type": "string", "pattern": "^[^\\r\\n]+$" } } } }, "answer": { "description": "Form of answer that the text asks for; each is read by a parser of okstra.", "enum": ["executor-report", "verifier-answer", "positions", "two-line", "analysis", "report-prose"] }, "loadAt": { "description": "Step of a run at which the text is read, and for whose agents alone. Absent: when the run begins.", "enum": ["analyse", "execute", "verify", "refute", "report"] }, "maxTokens": { "description": "Most tokens that the text may have; more is an error.", "type": "integer", "minimum": 1 } } };
var func1 = Object.prototype.hasOwnProperty;
var func2 = require_ucs2length().default;
var func0 = require_equal().default;
var pattern32 = new RegExp("^x-", "u");
var pattern33 = new RegExp("^[a-z0-9][a-z0-9._-]*$", "u");
var pattern34 = new RegExp("^(?:always|!?(?:agent|label|language|level|mode|phase|role|source):[A-Za-z0-9][A-Za-z0-9._+#-]*(?: ?& ?!?(?:agent|label|language|level|mode|phase|role|source):[A-Za-z0-9][A-Za-z0-9._+#-]*)*)$", "u");
var pattern35 = new RegExp("^[A-Z][A-Z0-9_]*$", "u");
var pattern36 = new RegExp("^[^\\r\\n]+$", "u");
function validate161(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  ;
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate161.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.id === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "id" }, message: "must have required property 'id'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.kind === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "kind" }, message: "must have required property 'kind'" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.appliesWhen === void 0) {
      const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "appliesWhen" }, message: "must have required property 'appliesWhen'" };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    if (data.priority === void 0) {
      const err3 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "priority" }, message: "must have required property 'priority'" };
      if (vErrors === null) {
        vErrors = [err3];
      } else {
        vErrors.push(err3);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(func1.call(schema50.properties, key0) || pattern32.test(key0))) {
        const err4 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.id !== void 0) {
      let data0 = data.id;
      if (typeof data0 === "string") {
        if (func2(data0) > 100) {
          const err5 = { instancePath: instancePath + "/id", schemaPath: "#/properties/id/maxLength", keyword: "maxLength", params: { limit: 100 }, message: "must NOT have more than 100 characters" };
          if (vErrors === null) {
            vErrors = [err5];
          } else {
            vErrors.push(err5);
          }
          errors++;
        }
        if (!pattern33.test(data0)) {
          const err6 = { instancePath: instancePath + "/id", schemaPath: "#/properties/id/pattern", keyword: "pattern", params: { pattern: "^[a-z0-9][a-z0-9._-]*$" }, message: 'must match pattern "^[a-z0-9][a-z0-9._-]*$"' };
          if (vErrors === null) {
            vErrors = [err6];
          } else {
            vErrors.push(err6);
          }
          errors++;
        }
      } else {
        const err7 = { instancePath: instancePath + "/id", schemaPath: "#/properties/id/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
    }
    if (data.kind !== void 0) {
      let data1 = data.kind;
      if (!(data1 === "base" || data1 === "overlay" || data1 === "language_overlay" || data1 === "ci_overlay" || data1 === "role" || data1 === "phase" || data1 === "contract")) {
        const err8 = { instancePath: instancePath + "/kind", schemaPath: "#/properties/kind/enum", keyword: "enum", params: { allowedValues: schema50.properties.kind.enum }, message: "must be equal to one of the allowed values" };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
      }
    }
    if (data.appliesWhen !== void 0) {
      let data2 = data.appliesWhen;
      if (Array.isArray(data2)) {
        if (data2.length < 1) {
          const err9 = { instancePath: instancePath + "/appliesWhen", schemaPath: "#/properties/appliesWhen/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items" };
          if (vErrors === null) {
            vErrors = [err9];
          } else {
            vErrors.push(err9);
          }
          errors++;
        }
        const len0 = data2.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data3 = data2[i0];
          if (typeof data3 === "string") {
            if (!pattern34.test(data3)) {
              const err10 = { instancePath: instancePath + "/appliesWhen/" + i0, schemaPath: "#/properties/appliesWhen/items/pattern", keyword: "pattern", params: { pattern: "^(?:always|!?(?:agent|label|language|level|mode|phase|role|source):[A-Za-z0-9][A-Za-z0-9._+#-]*(?: ?& ?!?(?:agent|label|language|level|mode|phase|role|source):[A-Za-z0-9][A-Za-z0-9._+#-]*)*)$" }, message: 'must match pattern "^(?:always|!?(?:agent|label|language|level|mode|phase|role|source):[A-Za-z0-9][A-Za-z0-9._+#-]*(?: ?& ?!?(?:agent|label|language|level|mode|phase|role|source):[A-Za-z0-9][A-Za-z0-9._+#-]*)*)$"' };
              if (vErrors === null) {
                vErrors = [err10];
              } else {
                vErrors.push(err10);
              }
              errors++;
            }
          } else {
            const err11 = { instancePath: instancePath + "/appliesWhen/" + i0, schemaPath: "#/properties/appliesWhen/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err11];
            } else {
              vErrors.push(err11);
            }
            errors++;
          }
        }
      } else {
        const err12 = { instancePath: instancePath + "/appliesWhen", schemaPath: "#/properties/appliesWhen/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err12];
        } else {
          vErrors.push(err12);
        }
        errors++;
      }
    }
    if (data.priority !== void 0) {
      let data4 = data.priority;
      if (!(typeof data4 == "number" && (!(data4 % 1) && !isNaN(data4)) && isFinite(data4))) {
        const err13 = { instancePath: instancePath + "/priority", schemaPath: "#/properties/priority/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
        if (vErrors === null) {
          vErrors = [err13];
        } else {
          vErrors.push(err13);
        }
        errors++;
      }
      if (typeof data4 == "number" && isFinite(data4)) {
        if (data4 < 0 || isNaN(data4)) {
          const err14 = { instancePath: instancePath + "/priority", schemaPath: "#/properties/priority/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
          if (vErrors === null) {
            vErrors = [err14];
          } else {
            vErrors.push(err14);
          }
          errors++;
        }
      }
    }
    if (data.conflictsWith !== void 0) {
      let data5 = data.conflictsWith;
      if (Array.isArray(data5)) {
        const len1 = data5.length;
        for (let i1 = 0; i1 < len1; i1++) {
          let data6 = data5[i1];
          if (typeof data6 === "string") {
            if (func2(data6) < 1) {
              const err15 = { instancePath: instancePath + "/conflictsWith/" + i1, schemaPath: "#/properties/conflictsWith/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err15];
              } else {
                vErrors.push(err15);
              }
              errors++;
            }
          } else {
            const err16 = { instancePath: instancePath + "/conflictsWith/" + i1, schemaPath: "#/properties/conflictsWith/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err16];
            } else {
              vErrors.push(err16);
            }
            errors++;
          }
        }
        let i2 = data5.length;
        let j0;
        if (i2 > 1) {
          const indices0 = {};
          for (; i2--; ) {
            let item0 = data5[i2];
            if (typeof item0 !== "string") {
              continue;
            }
            if (typeof indices0[item0] == "number") {
              j0 = indices0[item0];
              const err17 = { instancePath: instancePath + "/conflictsWith", schemaPath: "#/properties/conflictsWith/uniqueItems", keyword: "uniqueItems", params: { i: i2, j: j0 }, message: "must NOT have duplicate items (items ## " + j0 + " and " + i2 + " are identical)" };
              if (vErrors === null) {
                vErrors = [err17];
              } else {
                vErrors.push(err17);
              }
              errors++;
              break;
            }
            indices0[item0] = i2;
          }
        }
      } else {
        const err18 = { instancePath: instancePath + "/conflictsWith", schemaPath: "#/properties/conflictsWith/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err18];
        } else {
          vErrors.push(err18);
        }
        errors++;
      }
    }
    if (data.overridesSections !== void 0) {
      let data7 = data.overridesSections;
      if (Array.isArray(data7)) {
        const len2 = data7.length;
        for (let i3 = 0; i3 < len2; i3++) {
          let data8 = data7[i3];
          if (typeof data8 !== "string" && !(data8 && typeof data8 == "object" && !Array.isArray(data8))) {
            const err19 = { instancePath: instancePath + "/overridesSections/" + i3, schemaPath: "#/properties/overridesSections/items/type", keyword: "type", params: { type: schema50.properties.overridesSections.items.type }, message: "must be string,object" };
            if (vErrors === null) {
              vErrors = [err19];
            } else {
              vErrors.push(err19);
            }
            errors++;
          }
          if (typeof data8 === "string") {
            if (func2(data8) < 1) {
              const err20 = { instancePath: instancePath + "/overridesSections/" + i3, schemaPath: "#/properties/overridesSections/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err20];
              } else {
                vErrors.push(err20);
              }
              errors++;
            }
          }
          if (data8 && typeof data8 == "object" && !Array.isArray(data8)) {
            if (data8.title === void 0) {
              const err21 = { instancePath: instancePath + "/overridesSections/" + i3, schemaPath: "#/properties/overridesSections/items/required", keyword: "required", params: { missingProperty: "title" }, message: "must have required property 'title'" };
              if (vErrors === null) {
                vErrors = [err21];
              } else {
                vErrors.push(err21);
              }
              errors++;
            }
            for (const key1 in data8) {
              if (!(key1 === "title" || key1 === "strategy")) {
                const err22 = { instancePath: instancePath + "/overridesSections/" + i3, schemaPath: "#/properties/overridesSections/items/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key1 }, message: "must NOT have additional properties" };
                if (vErrors === null) {
                  vErrors = [err22];
                } else {
                  vErrors.push(err22);
                }
                errors++;
              }
            }
            if (data8.title !== void 0) {
              let data9 = data8.title;
              if (typeof data9 === "string") {
                if (func2(data9) < 1) {
                  const err23 = { instancePath: instancePath + "/overridesSections/" + i3 + "/title", schemaPath: "#/properties/overridesSections/items/properties/title/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
                  if (vErrors === null) {
                    vErrors = [err23];
                  } else {
                    vErrors.push(err23);
                  }
                  errors++;
                }
              } else {
                const err24 = { instancePath: instancePath + "/overridesSections/" + i3 + "/title", schemaPath: "#/properties/overridesSections/items/properties/title/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err24];
                } else {
                  vErrors.push(err24);
                }
                errors++;
              }
            }
            if (data8.strategy !== void 0) {
              let data10 = data8.strategy;
              if (!(data10 === "replace" || data10 === "append" || data10 === "prepend" || data10 === "wrap")) {
                const err25 = { instancePath: instancePath + "/overridesSections/" + i3 + "/strategy", schemaPath: "#/properties/overridesSections/items/properties/strategy/enum", keyword: "enum", params: { allowedValues: schema50.properties.overridesSections.items.properties.strategy.enum }, message: "must be equal to one of the allowed values" };
                if (vErrors === null) {
                  vErrors = [err25];
                } else {
                  vErrors.push(err25);
                }
                errors++;
              }
            }
          }
        }
        let i4 = data7.length;
        let j1;
        if (i4 > 1) {
          outer0:
            for (; i4--; ) {
              for (j1 = i4; j1--; ) {
                if (func0(data7[i4], data7[j1])) {
                  const err26 = { instancePath: instancePath + "/overridesSections", schemaPath: "#/properties/overridesSections/uniqueItems", keyword: "uniqueItems", params: { i: i4, j: j1 }, message: "must NOT have duplicate items (items ## " + j1 + " and " + i4 + " are identical)" };
                  if (vErrors === null) {
                    vErrors = [err26];
                  } else {
                    vErrors.push(err26);
                  }
                  errors++;
                  break outer0;
                }
              }
            }
        }
      } else {
        const err27 = { instancePath: instancePath + "/overridesSections", schemaPath: "#/properties/overridesSections/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err27];
        } else {
          vErrors.push(err27);
        }
        errors++;
      }
    }
    if (data.includes !== void 0) {
      let data11 = data.includes;
      if (Array.isArray(data11)) {
        const len3 = data11.length;
        for (let i5 = 0; i5 < len3; i5++) {
          let data12 = data11[i5];
          if (typeof data12 === "string") {
            if (func2(data12) < 1) {
              const err28 = { instancePath: instancePath + "/includes/" + i5, schemaPath: "#/properties/includes/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err28];
              } else {
                vErrors.push(err28);
              }
              errors++;
            }
          } else {
            const err29 = { instancePath: instancePath + "/includes/" + i5, schemaPath: "#/properties/includes/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err29];
            } else {
              vErrors.push(err29);
            }
            errors++;
          }
        }
        let i6 = data11.length;
        let j2;
        if (i6 > 1) {
          const indices1 = {};
          for (; i6--; ) {
            let item1 = data11[i6];
            if (typeof item1 !== "string") {
              continue;
            }
            if (typeof indices1[item1] == "number") {
              j2 = indices1[item1];
              const err30 = { instancePath: instancePath + "/includes", schemaPath: "#/properties/includes/uniqueItems", keyword: "uniqueItems", params: { i: i6, j: j2 }, message: "must NOT have duplicate items (items ## " + j2 + " and " + i6 + " are identical)" };
              if (vErrors === null) {
                vErrors = [err30];
              } else {
                vErrors.push(err30);
              }
              errors++;
              break;
            }
            indices1[item1] = i6;
          }
        }
      } else {
        const err31 = { instancePath: instancePath + "/includes", schemaPath: "#/properties/includes/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err31];
        } else {
          vErrors.push(err31);
        }
        errors++;
      }
    }
    if (data.requires !== void 0) {
      let data13 = data.requires;
      if (Array.isArray(data13)) {
        const len4 = data13.length;
        for (let i7 = 0; i7 < len4; i7++) {
          let data14 = data13[i7];
          if (typeof data14 === "string") {
            if (func2(data14) < 1) {
              const err32 = { instancePath: instancePath + "/requires/" + i7, schemaPath: "#/properties/requires/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err32];
              } else {
                vErrors.push(err32);
              }
              errors++;
            }
          } else {
            const err33 = { instancePath: instancePath + "/requires/" + i7, schemaPath: "#/properties/requires/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err33];
            } else {
              vErrors.push(err33);
            }
            errors++;
          }
        }
        let i8 = data13.length;
        let j3;
        if (i8 > 1) {
          const indices2 = {};
          for (; i8--; ) {
            let item2 = data13[i8];
            if (typeof item2 !== "string") {
              continue;
            }
            if (typeof indices2[item2] == "number") {
              j3 = indices2[item2];
              const err34 = { instancePath: instancePath + "/requires", schemaPath: "#/properties/requires/uniqueItems", keyword: "uniqueItems", params: { i: i8, j: j3 }, message: "must NOT have duplicate items (items ## " + j3 + " and " + i8 + " are identical)" };
              if (vErrors === null) {
                vErrors = [err34];
              } else {
                vErrors.push(err34);
              }
              errors++;
              break;
            }
            indices2[item2] = i8;
          }
        }
      } else {
        const err35 = { instancePath: instancePath + "/requires", schemaPath: "#/properties/requires/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err35];
        } else {
          vErrors.push(err35);
        }
        errors++;
      }
    }
    if (data.placeholders !== void 0) {
      let data15 = data.placeholders;
      if (data15 && typeof data15 == "object" && !Array.isArray(data15)) {
        for (const key2 in data15) {
          const _errs33 = errors;
          if (typeof key2 === "string") {
            if (!pattern35.test(key2)) {
              const err36 = { instancePath: instancePath + "/placeholders", schemaPath: "#/properties/placeholders/propertyNames/pattern", keyword: "pattern", params: { pattern: "^[A-Z][A-Z0-9_]*$" }, message: 'must match pattern "^[A-Z][A-Z0-9_]*$"', propertyName: key2 };
              if (vErrors === null) {
                vErrors = [err36];
              } else {
                vErrors.push(err36);
              }
              errors++;
            }
          }
          var valid16 = _errs33 === errors;
          if (!valid16) {
            const err37 = { instancePath: instancePath + "/placeholders", schemaPath: "#/properties/placeholders/propertyNames", keyword: "propertyNames", params: { propertyName: key2 }, message: "property name must be valid" };
            if (vErrors === null) {
              vErrors = [err37];
            } else {
              vErrors.push(err37);
            }
            errors++;
          }
        }
        for (const key3 in data15) {
          let data16 = data15[key3];
          if (data16 && typeof data16 == "object" && !Array.isArray(data16)) {
            if (data16.meaning === void 0) {
              const err38 = { instancePath: instancePath + "/placeholders/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/placeholders/additionalProperties/required", keyword: "required", params: { missingProperty: "meaning" }, message: "must have required property 'meaning'" };
              if (vErrors === null) {
                vErrors = [err38];
              } else {
                vErrors.push(err38);
              }
              errors++;
            }
            for (const key4 in data16) {
              if (!(key4 === "required" || key4 === "meaning")) {
                const err39 = { instancePath: instancePath + "/placeholders/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/placeholders/additionalProperties/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key4 }, message: "must NOT have additional properties" };
                if (vErrors === null) {
                  vErrors = [err39];
                } else {
                  vErrors.push(err39);
                }
                errors++;
              }
            }
            if (data16.required !== void 0) {
              if (typeof data16.required !== "boolean") {
                const err40 = { instancePath: instancePath + "/placeholders/" + key3.replace(/~/g, "~0").replace(/\//g, "~1") + "/required", schemaPath: "#/properties/placeholders/additionalProperties/properties/required/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" };
                if (vErrors === null) {
                  vErrors = [err40];
                } else {
                  vErrors.push(err40);
                }
                errors++;
              }
            }
            if (data16.meaning !== void 0) {
              let data18 = data16.meaning;
              if (typeof data18 === "string") {
                if (!pattern36.test(data18)) {
                  const err41 = { instancePath: instancePath + "/placeholders/" + key3.replace(/~/g, "~0").replace(/\//g, "~1") + "/meaning", schemaPath: "#/properties/placeholders/additionalProperties/properties/meaning/pattern", keyword: "pattern", params: { pattern: "^[^\\r\\n]+$" }, message: 'must match pattern "^[^\\r\\n]+$"' };
                  if (vErrors === null) {
                    vErrors = [err41];
                  } else {
                    vErrors.push(err41);
                  }
                  errors++;
                }
              } else {
                const err42 = { instancePath: instancePath + "/placeholders/" + key3.replace(/~/g, "~0").replace(/\//g, "~1") + "/meaning", schemaPath: "#/properties/placeholders/additionalProperties/properties/meaning/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err42];
                } else {
                  vErrors.push(err42);
                }
                errors++;
              }
            }
          } else {
            const err43 = { instancePath: instancePath + "/placeholders/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/placeholders/additionalProperties/type", keyword: "type", params: { type: "object" }, message: "must be object" };
            if (vErrors === null) {
              vErrors = [err43];
            } else {
              vErrors.push(err43);
            }
            errors++;
          }
        }
      } else {
        const err44 = { instancePath: instancePath + "/placeholders", schemaPath: "#/properties/placeholders/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err44];
        } else {
          vErrors.push(err44);
        }
        errors++;
      }
    }
    if (data.answer !== void 0) {
      let data19 = data.answer;
      if (!(data19 === "executor-report" || data19 === "verifier-answer" || data19 === "positions" || data19 === "two-line" || data19 === "analysis" || data19 === "report-prose")) {
        const err45 = { instancePath: instancePath + "/answer", schemaPath: "#/properties/answer/enum", keyword: "enum", params: { allowedValues: schema50.properties.answer.enum }, message: "must be equal to one of the allowed values" };
        if (vErrors === null) {
          vErrors = [err45];
        } else {
          vErrors.push(err45);
        }
        errors++;
      }
    }
    if (data.loadAt !== void 0) {
      let data20 = data.loadAt;
      if (!(data20 === "analyse" || data20 === "execute" || data20 === "verify" || data20 === "refute" || data20 === "report")) {
        const err46 = { instancePath: instancePath + "/loadAt", schemaPath: "#/properties/loadAt/enum", keyword: "enum", params: { allowedValues: schema50.properties.loadAt.enum }, message: "must be equal to one of the allowed values" };
        if (vErrors === null) {
          vErrors = [err46];
        } else {
          vErrors.push(err46);
        }
        errors++;
      }
    }
    if (data.maxTokens !== void 0) {
      let data21 = data.maxTokens;
      if (!(typeof data21 == "number" && (!(data21 % 1) && !isNaN(data21)) && isFinite(data21))) {
        const err47 = { instancePath: instancePath + "/maxTokens", schemaPath: "#/properties/maxTokens/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
        if (vErrors === null) {
          vErrors = [err47];
        } else {
          vErrors.push(err47);
        }
        errors++;
      }
      if (typeof data21 == "number" && isFinite(data21)) {
        if (data21 < 1 || isNaN(data21)) {
          const err48 = { instancePath: instancePath + "/maxTokens", schemaPath: "#/properties/maxTokens/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
          if (vErrors === null) {
            vErrors = [err48];
          } else {
            vErrors.push(err48);
          }
          errors++;
        }
      }
    }
  } else {
    const err49 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err49];
    } else {
      vErrors.push(err49);
    }
    errors++;
  }
  validate161.errors = vErrors;
  return errors === 0;
}
validate161.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
export {
  validateProfile
};
