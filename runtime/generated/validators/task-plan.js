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

// validator.js
var validateTaskPlan = validate267;
var schema96 = { "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "task-plan.schema.json", "title": "TaskPlanWire", "description": "Tasks proposed for a queue: what an analyst answers, and what `okstra tasks start --from-json` reads.", "type": "object", "required": ["tasks"], "properties": { "tasks": { "type": "array", "items": { "title": "PlannedTaskWire", "type": "object", "required": ["id", "title", "area", "criteria"], "properties": { "id": { "type": "string", "pattern": "^T-[0-9]+[A-Z]?$", "description": "T-001 and so on, once each." }, "title": { "type": "string", "minLength": 1, "maxLength": 120 }, "area": { "type": "string", "minLength": 1, "maxLength": 60, "description": "Data, API, UI, Infrastructure or Testing." }, "specReference": { "type": "string", "description": "As in: api.md, Section Auth. Empty for a task that no spec asks for." }, "dependsOn": { "type": "array", "items": { "type": "string" } }, "criteria": { "type": "array", "items": { "type": "string", "minLength": 1 }, "description": "Each can be checked." }, "complexity": { "type": "string", "enum": ["Simple", "Medium", "Complex"] }, "files": { "type": "array", "items": { "type": "string" }, "description": "Files that the task is expected to change." }, "originalId": { "type": "string", "description": "Of a task that is taken over from elsewhere." } } } } } };
var pattern46 = new RegExp("^T-[0-9]+[A-Z]?$", "u");
var func2 = require_ucs2length().default;
function validate267(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  ;
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate267.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.tasks === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "tasks" }, message: "must have required property 'tasks'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.tasks !== void 0) {
      let data0 = data.tasks;
      if (Array.isArray(data0)) {
        const len0 = data0.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data1 = data0[i0];
          if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
            if (data1.id === void 0) {
              const err1 = { instancePath: instancePath + "/tasks/" + i0, schemaPath: "#/properties/tasks/items/required", keyword: "required", params: { missingProperty: "id" }, message: "must have required property 'id'" };
              if (vErrors === null) {
                vErrors = [err1];
              } else {
                vErrors.push(err1);
              }
              errors++;
            }
            if (data1.title === void 0) {
              const err2 = { instancePath: instancePath + "/tasks/" + i0, schemaPath: "#/properties/tasks/items/required", keyword: "required", params: { missingProperty: "title" }, message: "must have required property 'title'" };
              if (vErrors === null) {
                vErrors = [err2];
              } else {
                vErrors.push(err2);
              }
              errors++;
            }
            if (data1.area === void 0) {
              const err3 = { instancePath: instancePath + "/tasks/" + i0, schemaPath: "#/properties/tasks/items/required", keyword: "required", params: { missingProperty: "area" }, message: "must have required property 'area'" };
              if (vErrors === null) {
                vErrors = [err3];
              } else {
                vErrors.push(err3);
              }
              errors++;
            }
            if (data1.criteria === void 0) {
              const err4 = { instancePath: instancePath + "/tasks/" + i0, schemaPath: "#/properties/tasks/items/required", keyword: "required", params: { missingProperty: "criteria" }, message: "must have required property 'criteria'" };
              if (vErrors === null) {
                vErrors = [err4];
              } else {
                vErrors.push(err4);
              }
              errors++;
            }
            if (data1.id !== void 0) {
              let data2 = data1.id;
              if (typeof data2 === "string") {
                if (!pattern46.test(data2)) {
                  const err5 = { instancePath: instancePath + "/tasks/" + i0 + "/id", schemaPath: "#/properties/tasks/items/properties/id/pattern", keyword: "pattern", params: { pattern: "^T-[0-9]+[A-Z]?$" }, message: 'must match pattern "^T-[0-9]+[A-Z]?$"' };
                  if (vErrors === null) {
                    vErrors = [err5];
                  } else {
                    vErrors.push(err5);
                  }
                  errors++;
                }
              } else {
                const err6 = { instancePath: instancePath + "/tasks/" + i0 + "/id", schemaPath: "#/properties/tasks/items/properties/id/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err6];
                } else {
                  vErrors.push(err6);
                }
                errors++;
              }
            }
            if (data1.title !== void 0) {
              let data3 = data1.title;
              if (typeof data3 === "string") {
                if (func2(data3) > 120) {
                  const err7 = { instancePath: instancePath + "/tasks/" + i0 + "/title", schemaPath: "#/properties/tasks/items/properties/title/maxLength", keyword: "maxLength", params: { limit: 120 }, message: "must NOT have more than 120 characters" };
                  if (vErrors === null) {
                    vErrors = [err7];
                  } else {
                    vErrors.push(err7);
                  }
                  errors++;
                }
                if (func2(data3) < 1) {
                  const err8 = { instancePath: instancePath + "/tasks/" + i0 + "/title", schemaPath: "#/properties/tasks/items/properties/title/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
                  if (vErrors === null) {
                    vErrors = [err8];
                  } else {
                    vErrors.push(err8);
                  }
                  errors++;
                }
              } else {
                const err9 = { instancePath: instancePath + "/tasks/" + i0 + "/title", schemaPath: "#/properties/tasks/items/properties/title/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err9];
                } else {
                  vErrors.push(err9);
                }
                errors++;
              }
            }
            if (data1.area !== void 0) {
              let data4 = data1.area;
              if (typeof data4 === "string") {
                if (func2(data4) > 60) {
                  const err10 = { instancePath: instancePath + "/tasks/" + i0 + "/area", schemaPath: "#/properties/tasks/items/properties/area/maxLength", keyword: "maxLength", params: { limit: 60 }, message: "must NOT have more than 60 characters" };
                  if (vErrors === null) {
                    vErrors = [err10];
                  } else {
                    vErrors.push(err10);
                  }
                  errors++;
                }
                if (func2(data4) < 1) {
                  const err11 = { instancePath: instancePath + "/tasks/" + i0 + "/area", schemaPath: "#/properties/tasks/items/properties/area/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
                  if (vErrors === null) {
                    vErrors = [err11];
                  } else {
                    vErrors.push(err11);
                  }
                  errors++;
                }
              } else {
                const err12 = { instancePath: instancePath + "/tasks/" + i0 + "/area", schemaPath: "#/properties/tasks/items/properties/area/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err12];
                } else {
                  vErrors.push(err12);
                }
                errors++;
              }
            }
            if (data1.specReference !== void 0) {
              if (typeof data1.specReference !== "string") {
                const err13 = { instancePath: instancePath + "/tasks/" + i0 + "/specReference", schemaPath: "#/properties/tasks/items/properties/specReference/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err13];
                } else {
                  vErrors.push(err13);
                }
                errors++;
              }
            }
            if (data1.dependsOn !== void 0) {
              let data6 = data1.dependsOn;
              if (Array.isArray(data6)) {
                const len1 = data6.length;
                for (let i1 = 0; i1 < len1; i1++) {
                  if (typeof data6[i1] !== "string") {
                    const err14 = { instancePath: instancePath + "/tasks/" + i0 + "/dependsOn/" + i1, schemaPath: "#/properties/tasks/items/properties/dependsOn/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    if (vErrors === null) {
                      vErrors = [err14];
                    } else {
                      vErrors.push(err14);
                    }
                    errors++;
                  }
                }
              } else {
                const err15 = { instancePath: instancePath + "/tasks/" + i0 + "/dependsOn", schemaPath: "#/properties/tasks/items/properties/dependsOn/type", keyword: "type", params: { type: "array" }, message: "must be array" };
                if (vErrors === null) {
                  vErrors = [err15];
                } else {
                  vErrors.push(err15);
                }
                errors++;
              }
            }
            if (data1.criteria !== void 0) {
              let data8 = data1.criteria;
              if (Array.isArray(data8)) {
                const len2 = data8.length;
                for (let i2 = 0; i2 < len2; i2++) {
                  let data9 = data8[i2];
                  if (typeof data9 === "string") {
                    if (func2(data9) < 1) {
                      const err16 = { instancePath: instancePath + "/tasks/" + i0 + "/criteria/" + i2, schemaPath: "#/properties/tasks/items/properties/criteria/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
                      if (vErrors === null) {
                        vErrors = [err16];
                      } else {
                        vErrors.push(err16);
                      }
                      errors++;
                    }
                  } else {
                    const err17 = { instancePath: instancePath + "/tasks/" + i0 + "/criteria/" + i2, schemaPath: "#/properties/tasks/items/properties/criteria/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    if (vErrors === null) {
                      vErrors = [err17];
                    } else {
                      vErrors.push(err17);
                    }
                    errors++;
                  }
                }
              } else {
                const err18 = { instancePath: instancePath + "/tasks/" + i0 + "/criteria", schemaPath: "#/properties/tasks/items/properties/criteria/type", keyword: "type", params: { type: "array" }, message: "must be array" };
                if (vErrors === null) {
                  vErrors = [err18];
                } else {
                  vErrors.push(err18);
                }
                errors++;
              }
            }
            if (data1.complexity !== void 0) {
              let data10 = data1.complexity;
              if (typeof data10 !== "string") {
                const err19 = { instancePath: instancePath + "/tasks/" + i0 + "/complexity", schemaPath: "#/properties/tasks/items/properties/complexity/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err19];
                } else {
                  vErrors.push(err19);
                }
                errors++;
              }
              if (!(data10 === "Simple" || data10 === "Medium" || data10 === "Complex")) {
                const err20 = { instancePath: instancePath + "/tasks/" + i0 + "/complexity", schemaPath: "#/properties/tasks/items/properties/complexity/enum", keyword: "enum", params: { allowedValues: schema96.properties.tasks.items.properties.complexity.enum }, message: "must be equal to one of the allowed values" };
                if (vErrors === null) {
                  vErrors = [err20];
                } else {
                  vErrors.push(err20);
                }
                errors++;
              }
            }
            if (data1.files !== void 0) {
              let data11 = data1.files;
              if (Array.isArray(data11)) {
                const len3 = data11.length;
                for (let i3 = 0; i3 < len3; i3++) {
                  if (typeof data11[i3] !== "string") {
                    const err21 = { instancePath: instancePath + "/tasks/" + i0 + "/files/" + i3, schemaPath: "#/properties/tasks/items/properties/files/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    if (vErrors === null) {
                      vErrors = [err21];
                    } else {
                      vErrors.push(err21);
                    }
                    errors++;
                  }
                }
              } else {
                const err22 = { instancePath: instancePath + "/tasks/" + i0 + "/files", schemaPath: "#/properties/tasks/items/properties/files/type", keyword: "type", params: { type: "array" }, message: "must be array" };
                if (vErrors === null) {
                  vErrors = [err22];
                } else {
                  vErrors.push(err22);
                }
                errors++;
              }
            }
            if (data1.originalId !== void 0) {
              if (typeof data1.originalId !== "string") {
                const err23 = { instancePath: instancePath + "/tasks/" + i0 + "/originalId", schemaPath: "#/properties/tasks/items/properties/originalId/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err23];
                } else {
                  vErrors.push(err23);
                }
                errors++;
              }
            }
          } else {
            const err24 = { instancePath: instancePath + "/tasks/" + i0, schemaPath: "#/properties/tasks/items/type", keyword: "type", params: { type: "object" }, message: "must be object" };
            if (vErrors === null) {
              vErrors = [err24];
            } else {
              vErrors.push(err24);
            }
            errors++;
          }
        }
      } else {
        const err25 = { instancePath: instancePath + "/tasks", schemaPath: "#/properties/tasks/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err25];
        } else {
          vErrors.push(err25);
        }
        errors++;
      }
    }
  } else {
    const err26 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err26];
    } else {
      vErrors.push(err26);
    }
    errors++;
  }
  validate267.errors = vErrors;
  return errors === 0;
}
validate267.evaluated = { "props": { "tasks": true }, "dynamicProps": false, "dynamicItems": false };
export {
  validateTaskPlan
};
