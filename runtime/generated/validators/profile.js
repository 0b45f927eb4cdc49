// Generated from schemas/ by "npm run generate". Do not edit.
// inputs: 893ec6962d3eabb5
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

// validator.js
var validateProfile = validate89;
var schema30 = { "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "profile.schema.json", "title": "ProfileFrontMatter", "description": "Front matter of a prompt profile: JSON between two --- lines, before the Markdown body.", "type": "object", "required": ["id", "kind", "appliesWhen", "priority"], "additionalProperties": false, "patternProperties": { "^x-": { "description": "Notes of your own; okstra does not look at them." } }, "properties": { "id": { "description": "Unique name, also used by conflictsWith and in the record of what was sent.", "type": "string", "pattern": "^[a-z0-9][a-z0-9._-]*$", "maxLength": 100 }, "kind": { "description": "What sort of part this is.", "enum": ["base", "overlay", "language_overlay", "ci_overlay", "role", "phase", "contract"] }, "appliesWhen": { "description": 'Conditions, any of which suffices: "always", or <fact>:<value> terms joined by &, each possibly negated with !.', "type": "array", "minItems": 1, "items": { "type": "string", "pattern": "^(?:always|!?(?:agent|label|language|level|mode|phase|role|source):[A-Za-z0-9][A-Za-z0-9._+#-]*(?: ?& ?!?(?:agent|label|language|level|mode|phase|role|source):[A-Za-z0-9][A-Za-z0-9._+#-]*)*)$" } }, "priority": { "description": "Place in the prompt: low numbers first, equal numbers by id.", "type": "integer", "minimum": 0 }, "conflictsWith": { "description": "Ids of profiles that cannot stand in the same prompt as this one.", "type": "array", "items": { "type": "string", "minLength": 1 }, "uniqueItems": true }, "overridesSections": { "description": "Titles of sections of earlier parts that this profile repeats on purpose.", "type": "array", "items": { "type": "string", "minLength": 1 }, "uniqueItems": true } } };
var pattern12 = new RegExp("^x-", "u");
var pattern13 = new RegExp("^[a-z0-9][a-z0-9._-]*$", "u");
var pattern14 = new RegExp("^(?:always|!?(?:agent|label|language|level|mode|phase|role|source):[A-Za-z0-9][A-Za-z0-9._+#-]*(?: ?& ?!?(?:agent|label|language|level|mode|phase|role|source):[A-Za-z0-9][A-Za-z0-9._+#-]*)*)$", "u");
var func2 = require_ucs2length().default;
function validate89(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  ;
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate89.evaluated;
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
      if (!(key0 === "id" || key0 === "kind" || key0 === "appliesWhen" || key0 === "priority" || key0 === "conflictsWith" || key0 === "overridesSections" || pattern12.test(key0))) {
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
        if (!pattern13.test(data0)) {
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
        const err8 = { instancePath: instancePath + "/kind", schemaPath: "#/properties/kind/enum", keyword: "enum", params: { allowedValues: schema30.properties.kind.enum }, message: "must be equal to one of the allowed values" };
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
            if (!pattern14.test(data3)) {
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
          if (typeof data8 === "string") {
            if (func2(data8) < 1) {
              const err19 = { instancePath: instancePath + "/overridesSections/" + i3, schemaPath: "#/properties/overridesSections/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err19];
              } else {
                vErrors.push(err19);
              }
              errors++;
            }
          } else {
            const err20 = { instancePath: instancePath + "/overridesSections/" + i3, schemaPath: "#/properties/overridesSections/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err20];
            } else {
              vErrors.push(err20);
            }
            errors++;
          }
        }
        let i4 = data7.length;
        let j1;
        if (i4 > 1) {
          const indices1 = {};
          for (; i4--; ) {
            let item1 = data7[i4];
            if (typeof item1 !== "string") {
              continue;
            }
            if (typeof indices1[item1] == "number") {
              j1 = indices1[item1];
              const err21 = { instancePath: instancePath + "/overridesSections", schemaPath: "#/properties/overridesSections/uniqueItems", keyword: "uniqueItems", params: { i: i4, j: j1 }, message: "must NOT have duplicate items (items ## " + j1 + " and " + i4 + " are identical)" };
              if (vErrors === null) {
                vErrors = [err21];
              } else {
                vErrors.push(err21);
              }
              errors++;
              break;
            }
            indices1[item1] = i4;
          }
        }
      } else {
        const err22 = { instancePath: instancePath + "/overridesSections", schemaPath: "#/properties/overridesSections/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err22];
        } else {
          vErrors.push(err22);
        }
        errors++;
      }
    }
  } else {
    const err23 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err23];
    } else {
      vErrors.push(err23);
    }
    errors++;
  }
  validate89.errors = vErrors;
  return errors === 0;
}
validate89.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
export {
  validateProfile
};
