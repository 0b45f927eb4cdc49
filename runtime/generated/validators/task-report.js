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
var validateTaskReport = validate268;
var schema97 = { "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "task-report.schema.json", "title": "TaskReportWire", "description": "What an agent reports besides its work on a task of the queue: a verifier in its answer, an executor in a fenced json block. A field that is not required may be absent or null.", "type": "object", "properties": { "gaps": { "type": ["array", "null"], "description": "Where the specification is wrong or silent; empty when it is neither.", "items": { "title": "GapWire", "type": "object", "required": ["level", "what"], "properties": { "level": { "type": "string", "enum": ["L0", "L1", "L2"], "description": "L0: trivial. L1: contained, with an assumption. L2: only a person can decide." }, "what": { "type": "string", "minLength": 1, "description": "What the specification leaves open or says wrongly, in one sentence." }, "assumption": { "type": ["string", "null"], "description": "L1: what is taken for granted. L2: the choices." }, "patch": { "title": "GapPatchWire", "type": ["object", "null"], "description": "L0: a literal replacement in a specification.", "required": ["file", "find", "replace"], "properties": { "file": { "type": "string", "minLength": 1, "description": "Name of the specification." }, "find": { "type": "string", "minLength": 1, "description": "Text that occurs there exactly once." }, "replace": { "type": "string" } } } } } }, "fixTasks": { "type": ["array", "null"], "description": "Code of other tasks that is wrong while the specification is right; empty when there is none.", "items": { "title": "FixTaskWire", "type": "object", "required": ["type", "task", "what"], "properties": { "type": { "type": "string", "enum": ["runtime-error", "regression", "integration-failure", "context-gap", "design-gap", "supply-chain"] }, "task": { "type": "string", "description": "Id of the task whose code is wrong, for example T-001." }, "files": { "type": ["array", "null"], "items": { "type": "string" } }, "what": { "type": "string", "minLength": 1, "description": "What is wrong, in one sentence." } } } } } };
var func2 = require_ucs2length().default;
function validate268(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  ;
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate268.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.gaps !== void 0) {
      let data0 = data.gaps;
      if (!Array.isArray(data0) && data0 !== null) {
        const err0 = { instancePath: instancePath + "/gaps", schemaPath: "#/properties/gaps/type", keyword: "type", params: { type: schema97.properties.gaps.type }, message: "must be array,null" };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
      if (Array.isArray(data0)) {
        const len0 = data0.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data1 = data0[i0];
          if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
            if (data1.level === void 0) {
              const err1 = { instancePath: instancePath + "/gaps/" + i0, schemaPath: "#/properties/gaps/items/required", keyword: "required", params: { missingProperty: "level" }, message: "must have required property 'level'" };
              if (vErrors === null) {
                vErrors = [err1];
              } else {
                vErrors.push(err1);
              }
              errors++;
            }
            if (data1.what === void 0) {
              const err2 = { instancePath: instancePath + "/gaps/" + i0, schemaPath: "#/properties/gaps/items/required", keyword: "required", params: { missingProperty: "what" }, message: "must have required property 'what'" };
              if (vErrors === null) {
                vErrors = [err2];
              } else {
                vErrors.push(err2);
              }
              errors++;
            }
            if (data1.level !== void 0) {
              let data2 = data1.level;
              if (typeof data2 !== "string") {
                const err3 = { instancePath: instancePath + "/gaps/" + i0 + "/level", schemaPath: "#/properties/gaps/items/properties/level/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err3];
                } else {
                  vErrors.push(err3);
                }
                errors++;
              }
              if (!(data2 === "L0" || data2 === "L1" || data2 === "L2")) {
                const err4 = { instancePath: instancePath + "/gaps/" + i0 + "/level", schemaPath: "#/properties/gaps/items/properties/level/enum", keyword: "enum", params: { allowedValues: schema97.properties.gaps.items.properties.level.enum }, message: "must be equal to one of the allowed values" };
                if (vErrors === null) {
                  vErrors = [err4];
                } else {
                  vErrors.push(err4);
                }
                errors++;
              }
            }
            if (data1.what !== void 0) {
              let data3 = data1.what;
              if (typeof data3 === "string") {
                if (func2(data3) < 1) {
                  const err5 = { instancePath: instancePath + "/gaps/" + i0 + "/what", schemaPath: "#/properties/gaps/items/properties/what/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
                  if (vErrors === null) {
                    vErrors = [err5];
                  } else {
                    vErrors.push(err5);
                  }
                  errors++;
                }
              } else {
                const err6 = { instancePath: instancePath + "/gaps/" + i0 + "/what", schemaPath: "#/properties/gaps/items/properties/what/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err6];
                } else {
                  vErrors.push(err6);
                }
                errors++;
              }
            }
            if (data1.assumption !== void 0) {
              let data4 = data1.assumption;
              if (typeof data4 !== "string" && data4 !== null) {
                const err7 = { instancePath: instancePath + "/gaps/" + i0 + "/assumption", schemaPath: "#/properties/gaps/items/properties/assumption/type", keyword: "type", params: { type: schema97.properties.gaps.items.properties.assumption.type }, message: "must be string,null" };
                if (vErrors === null) {
                  vErrors = [err7];
                } else {
                  vErrors.push(err7);
                }
                errors++;
              }
            }
            if (data1.patch !== void 0) {
              let data5 = data1.patch;
              if (!(data5 && typeof data5 == "object" && !Array.isArray(data5)) && data5 !== null) {
                const err8 = { instancePath: instancePath + "/gaps/" + i0 + "/patch", schemaPath: "#/properties/gaps/items/properties/patch/type", keyword: "type", params: { type: schema97.properties.gaps.items.properties.patch.type }, message: "must be object,null" };
                if (vErrors === null) {
                  vErrors = [err8];
                } else {
                  vErrors.push(err8);
                }
                errors++;
              }
              if (data5 && typeof data5 == "object" && !Array.isArray(data5)) {
                if (data5.file === void 0) {
                  const err9 = { instancePath: instancePath + "/gaps/" + i0 + "/patch", schemaPath: "#/properties/gaps/items/properties/patch/required", keyword: "required", params: { missingProperty: "file" }, message: "must have required property 'file'" };
                  if (vErrors === null) {
                    vErrors = [err9];
                  } else {
                    vErrors.push(err9);
                  }
                  errors++;
                }
                if (data5.find === void 0) {
                  const err10 = { instancePath: instancePath + "/gaps/" + i0 + "/patch", schemaPath: "#/properties/gaps/items/properties/patch/required", keyword: "required", params: { missingProperty: "find" }, message: "must have required property 'find'" };
                  if (vErrors === null) {
                    vErrors = [err10];
                  } else {
                    vErrors.push(err10);
                  }
                  errors++;
                }
                if (data5.replace === void 0) {
                  const err11 = { instancePath: instancePath + "/gaps/" + i0 + "/patch", schemaPath: "#/properties/gaps/items/properties/patch/required", keyword: "required", params: { missingProperty: "replace" }, message: "must have required property 'replace'" };
                  if (vErrors === null) {
                    vErrors = [err11];
                  } else {
                    vErrors.push(err11);
                  }
                  errors++;
                }
                if (data5.file !== void 0) {
                  let data6 = data5.file;
                  if (typeof data6 === "string") {
                    if (func2(data6) < 1) {
                      const err12 = { instancePath: instancePath + "/gaps/" + i0 + "/patch/file", schemaPath: "#/properties/gaps/items/properties/patch/properties/file/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
                      if (vErrors === null) {
                        vErrors = [err12];
                      } else {
                        vErrors.push(err12);
                      }
                      errors++;
                    }
                  } else {
                    const err13 = { instancePath: instancePath + "/gaps/" + i0 + "/patch/file", schemaPath: "#/properties/gaps/items/properties/patch/properties/file/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    if (vErrors === null) {
                      vErrors = [err13];
                    } else {
                      vErrors.push(err13);
                    }
                    errors++;
                  }
                }
                if (data5.find !== void 0) {
                  let data7 = data5.find;
                  if (typeof data7 === "string") {
                    if (func2(data7) < 1) {
                      const err14 = { instancePath: instancePath + "/gaps/" + i0 + "/patch/find", schemaPath: "#/properties/gaps/items/properties/patch/properties/find/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
                      if (vErrors === null) {
                        vErrors = [err14];
                      } else {
                        vErrors.push(err14);
                      }
                      errors++;
                    }
                  } else {
                    const err15 = { instancePath: instancePath + "/gaps/" + i0 + "/patch/find", schemaPath: "#/properties/gaps/items/properties/patch/properties/find/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    if (vErrors === null) {
                      vErrors = [err15];
                    } else {
                      vErrors.push(err15);
                    }
                    errors++;
                  }
                }
                if (data5.replace !== void 0) {
                  if (typeof data5.replace !== "string") {
                    const err16 = { instancePath: instancePath + "/gaps/" + i0 + "/patch/replace", schemaPath: "#/properties/gaps/items/properties/patch/properties/replace/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    if (vErrors === null) {
                      vErrors = [err16];
                    } else {
                      vErrors.push(err16);
                    }
                    errors++;
                  }
                }
              }
            }
          } else {
            const err17 = { instancePath: instancePath + "/gaps/" + i0, schemaPath: "#/properties/gaps/items/type", keyword: "type", params: { type: "object" }, message: "must be object" };
            if (vErrors === null) {
              vErrors = [err17];
            } else {
              vErrors.push(err17);
            }
            errors++;
          }
        }
      }
    }
    if (data.fixTasks !== void 0) {
      let data9 = data.fixTasks;
      if (!Array.isArray(data9) && data9 !== null) {
        const err18 = { instancePath: instancePath + "/fixTasks", schemaPath: "#/properties/fixTasks/type", keyword: "type", params: { type: schema97.properties.fixTasks.type }, message: "must be array,null" };
        if (vErrors === null) {
          vErrors = [err18];
        } else {
          vErrors.push(err18);
        }
        errors++;
      }
      if (Array.isArray(data9)) {
        const len1 = data9.length;
        for (let i1 = 0; i1 < len1; i1++) {
          let data10 = data9[i1];
          if (data10 && typeof data10 == "object" && !Array.isArray(data10)) {
            if (data10.type === void 0) {
              const err19 = { instancePath: instancePath + "/fixTasks/" + i1, schemaPath: "#/properties/fixTasks/items/required", keyword: "required", params: { missingProperty: "type" }, message: "must have required property 'type'" };
              if (vErrors === null) {
                vErrors = [err19];
              } else {
                vErrors.push(err19);
              }
              errors++;
            }
            if (data10.task === void 0) {
              const err20 = { instancePath: instancePath + "/fixTasks/" + i1, schemaPath: "#/properties/fixTasks/items/required", keyword: "required", params: { missingProperty: "task" }, message: "must have required property 'task'" };
              if (vErrors === null) {
                vErrors = [err20];
              } else {
                vErrors.push(err20);
              }
              errors++;
            }
            if (data10.what === void 0) {
              const err21 = { instancePath: instancePath + "/fixTasks/" + i1, schemaPath: "#/properties/fixTasks/items/required", keyword: "required", params: { missingProperty: "what" }, message: "must have required property 'what'" };
              if (vErrors === null) {
                vErrors = [err21];
              } else {
                vErrors.push(err21);
              }
              errors++;
            }
            if (data10.type !== void 0) {
              let data11 = data10.type;
              if (typeof data11 !== "string") {
                const err22 = { instancePath: instancePath + "/fixTasks/" + i1 + "/type", schemaPath: "#/properties/fixTasks/items/properties/type/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err22];
                } else {
                  vErrors.push(err22);
                }
                errors++;
              }
              if (!(data11 === "runtime-error" || data11 === "regression" || data11 === "integration-failure" || data11 === "context-gap" || data11 === "design-gap" || data11 === "supply-chain")) {
                const err23 = { instancePath: instancePath + "/fixTasks/" + i1 + "/type", schemaPath: "#/properties/fixTasks/items/properties/type/enum", keyword: "enum", params: { allowedValues: schema97.properties.fixTasks.items.properties.type.enum }, message: "must be equal to one of the allowed values" };
                if (vErrors === null) {
                  vErrors = [err23];
                } else {
                  vErrors.push(err23);
                }
                errors++;
              }
            }
            if (data10.task !== void 0) {
              if (typeof data10.task !== "string") {
                const err24 = { instancePath: instancePath + "/fixTasks/" + i1 + "/task", schemaPath: "#/properties/fixTasks/items/properties/task/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err24];
                } else {
                  vErrors.push(err24);
                }
                errors++;
              }
            }
            if (data10.files !== void 0) {
              let data13 = data10.files;
              if (!Array.isArray(data13) && data13 !== null) {
                const err25 = { instancePath: instancePath + "/fixTasks/" + i1 + "/files", schemaPath: "#/properties/fixTasks/items/properties/files/type", keyword: "type", params: { type: schema97.properties.fixTasks.items.properties.files.type }, message: "must be array,null" };
                if (vErrors === null) {
                  vErrors = [err25];
                } else {
                  vErrors.push(err25);
                }
                errors++;
              }
              if (Array.isArray(data13)) {
                const len2 = data13.length;
                for (let i2 = 0; i2 < len2; i2++) {
                  if (typeof data13[i2] !== "string") {
                    const err26 = { instancePath: instancePath + "/fixTasks/" + i1 + "/files/" + i2, schemaPath: "#/properties/fixTasks/items/properties/files/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    if (vErrors === null) {
                      vErrors = [err26];
                    } else {
                      vErrors.push(err26);
                    }
                    errors++;
                  }
                }
              }
            }
            if (data10.what !== void 0) {
              let data15 = data10.what;
              if (typeof data15 === "string") {
                if (func2(data15) < 1) {
                  const err27 = { instancePath: instancePath + "/fixTasks/" + i1 + "/what", schemaPath: "#/properties/fixTasks/items/properties/what/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
                  if (vErrors === null) {
                    vErrors = [err27];
                  } else {
                    vErrors.push(err27);
                  }
                  errors++;
                }
              } else {
                const err28 = { instancePath: instancePath + "/fixTasks/" + i1 + "/what", schemaPath: "#/properties/fixTasks/items/properties/what/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err28];
                } else {
                  vErrors.push(err28);
                }
                errors++;
              }
            }
          } else {
            const err29 = { instancePath: instancePath + "/fixTasks/" + i1, schemaPath: "#/properties/fixTasks/items/type", keyword: "type", params: { type: "object" }, message: "must be object" };
            if (vErrors === null) {
              vErrors = [err29];
            } else {
              vErrors.push(err29);
            }
            errors++;
          }
        }
      }
    }
  } else {
    const err30 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err30];
    } else {
      vErrors.push(err30);
    }
    errors++;
  }
  validate268.errors = vErrors;
  return errors === 0;
}
validate268.evaluated = { "props": { "gaps": true, "fixTasks": true }, "dynamicProps": false, "dynamicItems": false };
export {
  validateTaskReport
};
