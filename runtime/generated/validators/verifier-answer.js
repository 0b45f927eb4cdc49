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
var validateVerifierAnswer = validate269;
var schema98 = { "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "verifier-answer.schema.json", "title": "VerifierAnswerWire", "description": "A verifier's answer. Unknown fields are ignored; a field that is not required may be absent or null.", "type": "object", "required": ["tree", "verdict", "criteria", "findings"], "properties": { "tree": { "type": "string", "minLength": 1, "description": "The hash of the line `Tree: \u2026` of the prompt, repeated." }, "verdict": { "type": "string", "enum": ["pass", "concerns", "fail"], "description": "pass: nothing stands in the way. concerns: it can go on, with findings. fail: it must not go on; a criterion or a finding says why." }, "criteria": { "type": "array", "description": "One entry for each criterion of the prompt.", "items": { "title": "CriterionAnswerWire", "type": "object", "required": ["id", "status", "evidence"], "properties": { "id": { "type": "string", "description": "The criterion's id as the prompt names it, for example AC-1." }, "status": { "type": "string", "enum": ["met", "partial", "unmet", "not-checked"] }, "evidence": { "type": "string", "description": "Where in the code or the receipts this shows." } } } }, "findings": { "type": "array", "description": "Every problem seen, one entry each; empty when there is none.", "items": { "title": "FindingWire", "type": "object", "required": ["category", "severity", "claim", "evidence"], "properties": { "category": { "type": "string", "enum": ["correctness", "coverage", "regression", "test-tampering", "scope", "security", "performance", "maintainability", "process"] }, "severity": { "type": "string", "enum": ["blocker", "major", "minor", "note"] }, "claim": { "type": "string", "minLength": 1, "description": "What is wrong, in one sentence." }, "evidence": { "type": "string", "description": "What shows it." }, "criterion": { "type": ["string", "null"], "description": "Id of the criterion it concerns." }, "location": { "title": "LocationWire", "type": ["object", "null"], "description": "Where it is. A finding with a location needs a quote.", "required": ["file", "startLine"], "properties": { "file": { "type": "string", "minLength": 1, "description": "Path relative to the repository." }, "startLine": { "type": "integer", "minimum": 1 }, "endLine": { "type": ["integer", "null"], "minimum": 1, "description": "Absent: the same line." } } }, "quote": { "title": "QuoteWire", "type": ["object", "null"], "description": "One line of code copied as it stands in the file; a quote that is not found there refutes the finding.", "required": ["file", "line", "text"], "properties": { "file": { "type": "string", "minLength": 1 }, "side": { "type": ["string", "null"], "enum": ["new", "base", null], "description": "new: the candidate. base: before the change. Absent: new." }, "line": { "type": "integer", "minimum": 1 }, "text": { "type": "string" } } }, "reproducer": { "title": "ReproducerWire", "type": ["object", "null"], "description": "A command that shows the problem when it is run in the repository.", "required": ["cmd", "expect"], "properties": { "cmd": { "type": "string", "minLength": 1 }, "expect": { "title": "ReproducerExpectationWire", "type": "object", "description": "How the command ends when the problem is there.", "required": ["exit"], "properties": { "exit": { "anyOf": [{ "type": "integer" }, { "type": "string", "enum": ["nonzero"] }] }, "stdout": { "type": ["string", "null"], "description": "Text that its output contains." } } } } }, "recommendation": { "type": ["string", "null"], "description": "What to change." } } } }, "commands": { "type": ["array", "null"], "description": "Commands that you ran yourself.", "items": { "title": "AnswerCommandWire", "type": "object", "required": ["cmd"], "properties": { "cmd": { "type": "string" }, "exitCode": { "type": ["integer", "null"] } } } }, "summary": { "type": ["string", "null"], "description": "The answer in a few sentences." } } };
var func2 = require_ucs2length().default;
function validate269(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  ;
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate269.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.tree === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "tree" }, message: "must have required property 'tree'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.verdict === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "verdict" }, message: "must have required property 'verdict'" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.criteria === void 0) {
      const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "criteria" }, message: "must have required property 'criteria'" };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    if (data.findings === void 0) {
      const err3 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "findings" }, message: "must have required property 'findings'" };
      if (vErrors === null) {
        vErrors = [err3];
      } else {
        vErrors.push(err3);
      }
      errors++;
    }
    if (data.tree !== void 0) {
      let data0 = data.tree;
      if (typeof data0 === "string") {
        if (func2(data0) < 1) {
          const err4 = { instancePath: instancePath + "/tree", schemaPath: "#/properties/tree/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
          if (vErrors === null) {
            vErrors = [err4];
          } else {
            vErrors.push(err4);
          }
          errors++;
        }
      } else {
        const err5 = { instancePath: instancePath + "/tree", schemaPath: "#/properties/tree/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    if (data.verdict !== void 0) {
      let data1 = data.verdict;
      if (typeof data1 !== "string") {
        const err6 = { instancePath: instancePath + "/verdict", schemaPath: "#/properties/verdict/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
      if (!(data1 === "pass" || data1 === "concerns" || data1 === "fail")) {
        const err7 = { instancePath: instancePath + "/verdict", schemaPath: "#/properties/verdict/enum", keyword: "enum", params: { allowedValues: schema98.properties.verdict.enum }, message: "must be equal to one of the allowed values" };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
    }
    if (data.criteria !== void 0) {
      let data2 = data.criteria;
      if (Array.isArray(data2)) {
        const len0 = data2.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data3 = data2[i0];
          if (data3 && typeof data3 == "object" && !Array.isArray(data3)) {
            if (data3.id === void 0) {
              const err8 = { instancePath: instancePath + "/criteria/" + i0, schemaPath: "#/properties/criteria/items/required", keyword: "required", params: { missingProperty: "id" }, message: "must have required property 'id'" };
              if (vErrors === null) {
                vErrors = [err8];
              } else {
                vErrors.push(err8);
              }
              errors++;
            }
            if (data3.status === void 0) {
              const err9 = { instancePath: instancePath + "/criteria/" + i0, schemaPath: "#/properties/criteria/items/required", keyword: "required", params: { missingProperty: "status" }, message: "must have required property 'status'" };
              if (vErrors === null) {
                vErrors = [err9];
              } else {
                vErrors.push(err9);
              }
              errors++;
            }
            if (data3.evidence === void 0) {
              const err10 = { instancePath: instancePath + "/criteria/" + i0, schemaPath: "#/properties/criteria/items/required", keyword: "required", params: { missingProperty: "evidence" }, message: "must have required property 'evidence'" };
              if (vErrors === null) {
                vErrors = [err10];
              } else {
                vErrors.push(err10);
              }
              errors++;
            }
            if (data3.id !== void 0) {
              if (typeof data3.id !== "string") {
                const err11 = { instancePath: instancePath + "/criteria/" + i0 + "/id", schemaPath: "#/properties/criteria/items/properties/id/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err11];
                } else {
                  vErrors.push(err11);
                }
                errors++;
              }
            }
            if (data3.status !== void 0) {
              let data5 = data3.status;
              if (typeof data5 !== "string") {
                const err12 = { instancePath: instancePath + "/criteria/" + i0 + "/status", schemaPath: "#/properties/criteria/items/properties/status/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err12];
                } else {
                  vErrors.push(err12);
                }
                errors++;
              }
              if (!(data5 === "met" || data5 === "partial" || data5 === "unmet" || data5 === "not-checked")) {
                const err13 = { instancePath: instancePath + "/criteria/" + i0 + "/status", schemaPath: "#/properties/criteria/items/properties/status/enum", keyword: "enum", params: { allowedValues: schema98.properties.criteria.items.properties.status.enum }, message: "must be equal to one of the allowed values" };
                if (vErrors === null) {
                  vErrors = [err13];
                } else {
                  vErrors.push(err13);
                }
                errors++;
              }
            }
            if (data3.evidence !== void 0) {
              if (typeof data3.evidence !== "string") {
                const err14 = { instancePath: instancePath + "/criteria/" + i0 + "/evidence", schemaPath: "#/properties/criteria/items/properties/evidence/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err14];
                } else {
                  vErrors.push(err14);
                }
                errors++;
              }
            }
          } else {
            const err15 = { instancePath: instancePath + "/criteria/" + i0, schemaPath: "#/properties/criteria/items/type", keyword: "type", params: { type: "object" }, message: "must be object" };
            if (vErrors === null) {
              vErrors = [err15];
            } else {
              vErrors.push(err15);
            }
            errors++;
          }
        }
      } else {
        const err16 = { instancePath: instancePath + "/criteria", schemaPath: "#/properties/criteria/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err16];
        } else {
          vErrors.push(err16);
        }
        errors++;
      }
    }
    if (data.findings !== void 0) {
      let data7 = data.findings;
      if (Array.isArray(data7)) {
        const len1 = data7.length;
        for (let i1 = 0; i1 < len1; i1++) {
          let data8 = data7[i1];
          if (data8 && typeof data8 == "object" && !Array.isArray(data8)) {
            if (data8.category === void 0) {
              const err17 = { instancePath: instancePath + "/findings/" + i1, schemaPath: "#/properties/findings/items/required", keyword: "required", params: { missingProperty: "category" }, message: "must have required property 'category'" };
              if (vErrors === null) {
                vErrors = [err17];
              } else {
                vErrors.push(err17);
              }
              errors++;
            }
            if (data8.severity === void 0) {
              const err18 = { instancePath: instancePath + "/findings/" + i1, schemaPath: "#/properties/findings/items/required", keyword: "required", params: { missingProperty: "severity" }, message: "must have required property 'severity'" };
              if (vErrors === null) {
                vErrors = [err18];
              } else {
                vErrors.push(err18);
              }
              errors++;
            }
            if (data8.claim === void 0) {
              const err19 = { instancePath: instancePath + "/findings/" + i1, schemaPath: "#/properties/findings/items/required", keyword: "required", params: { missingProperty: "claim" }, message: "must have required property 'claim'" };
              if (vErrors === null) {
                vErrors = [err19];
              } else {
                vErrors.push(err19);
              }
              errors++;
            }
            if (data8.evidence === void 0) {
              const err20 = { instancePath: instancePath + "/findings/" + i1, schemaPath: "#/properties/findings/items/required", keyword: "required", params: { missingProperty: "evidence" }, message: "must have required property 'evidence'" };
              if (vErrors === null) {
                vErrors = [err20];
              } else {
                vErrors.push(err20);
              }
              errors++;
            }
            if (data8.category !== void 0) {
              let data9 = data8.category;
              if (typeof data9 !== "string") {
                const err21 = { instancePath: instancePath + "/findings/" + i1 + "/category", schemaPath: "#/properties/findings/items/properties/category/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err21];
                } else {
                  vErrors.push(err21);
                }
                errors++;
              }
              if (!(data9 === "correctness" || data9 === "coverage" || data9 === "regression" || data9 === "test-tampering" || data9 === "scope" || data9 === "security" || data9 === "performance" || data9 === "maintainability" || data9 === "process")) {
                const err22 = { instancePath: instancePath + "/findings/" + i1 + "/category", schemaPath: "#/properties/findings/items/properties/category/enum", keyword: "enum", params: { allowedValues: schema98.properties.findings.items.properties.category.enum }, message: "must be equal to one of the allowed values" };
                if (vErrors === null) {
                  vErrors = [err22];
                } else {
                  vErrors.push(err22);
                }
                errors++;
              }
            }
            if (data8.severity !== void 0) {
              let data10 = data8.severity;
              if (typeof data10 !== "string") {
                const err23 = { instancePath: instancePath + "/findings/" + i1 + "/severity", schemaPath: "#/properties/findings/items/properties/severity/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err23];
                } else {
                  vErrors.push(err23);
                }
                errors++;
              }
              if (!(data10 === "blocker" || data10 === "major" || data10 === "minor" || data10 === "note")) {
                const err24 = { instancePath: instancePath + "/findings/" + i1 + "/severity", schemaPath: "#/properties/findings/items/properties/severity/enum", keyword: "enum", params: { allowedValues: schema98.properties.findings.items.properties.severity.enum }, message: "must be equal to one of the allowed values" };
                if (vErrors === null) {
                  vErrors = [err24];
                } else {
                  vErrors.push(err24);
                }
                errors++;
              }
            }
            if (data8.claim !== void 0) {
              let data11 = data8.claim;
              if (typeof data11 === "string") {
                if (func2(data11) < 1) {
                  const err25 = { instancePath: instancePath + "/findings/" + i1 + "/claim", schemaPath: "#/properties/findings/items/properties/claim/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
                  if (vErrors === null) {
                    vErrors = [err25];
                  } else {
                    vErrors.push(err25);
                  }
                  errors++;
                }
              } else {
                const err26 = { instancePath: instancePath + "/findings/" + i1 + "/claim", schemaPath: "#/properties/findings/items/properties/claim/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err26];
                } else {
                  vErrors.push(err26);
                }
                errors++;
              }
            }
            if (data8.evidence !== void 0) {
              if (typeof data8.evidence !== "string") {
                const err27 = { instancePath: instancePath + "/findings/" + i1 + "/evidence", schemaPath: "#/properties/findings/items/properties/evidence/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err27];
                } else {
                  vErrors.push(err27);
                }
                errors++;
              }
            }
            if (data8.criterion !== void 0) {
              let data13 = data8.criterion;
              if (typeof data13 !== "string" && data13 !== null) {
                const err28 = { instancePath: instancePath + "/findings/" + i1 + "/criterion", schemaPath: "#/properties/findings/items/properties/criterion/type", keyword: "type", params: { type: schema98.properties.findings.items.properties.criterion.type }, message: "must be string,null" };
                if (vErrors === null) {
                  vErrors = [err28];
                } else {
                  vErrors.push(err28);
                }
                errors++;
              }
            }
            if (data8.location !== void 0) {
              let data14 = data8.location;
              if (!(data14 && typeof data14 == "object" && !Array.isArray(data14)) && data14 !== null) {
                const err29 = { instancePath: instancePath + "/findings/" + i1 + "/location", schemaPath: "#/properties/findings/items/properties/location/type", keyword: "type", params: { type: schema98.properties.findings.items.properties.location.type }, message: "must be object,null" };
                if (vErrors === null) {
                  vErrors = [err29];
                } else {
                  vErrors.push(err29);
                }
                errors++;
              }
              if (data14 && typeof data14 == "object" && !Array.isArray(data14)) {
                if (data14.file === void 0) {
                  const err30 = { instancePath: instancePath + "/findings/" + i1 + "/location", schemaPath: "#/properties/findings/items/properties/location/required", keyword: "required", params: { missingProperty: "file" }, message: "must have required property 'file'" };
                  if (vErrors === null) {
                    vErrors = [err30];
                  } else {
                    vErrors.push(err30);
                  }
                  errors++;
                }
                if (data14.startLine === void 0) {
                  const err31 = { instancePath: instancePath + "/findings/" + i1 + "/location", schemaPath: "#/properties/findings/items/properties/location/required", keyword: "required", params: { missingProperty: "startLine" }, message: "must have required property 'startLine'" };
                  if (vErrors === null) {
                    vErrors = [err31];
                  } else {
                    vErrors.push(err31);
                  }
                  errors++;
                }
                if (data14.file !== void 0) {
                  let data15 = data14.file;
                  if (typeof data15 === "string") {
                    if (func2(data15) < 1) {
                      const err32 = { instancePath: instancePath + "/findings/" + i1 + "/location/file", schemaPath: "#/properties/findings/items/properties/location/properties/file/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
                      if (vErrors === null) {
                        vErrors = [err32];
                      } else {
                        vErrors.push(err32);
                      }
                      errors++;
                    }
                  } else {
                    const err33 = { instancePath: instancePath + "/findings/" + i1 + "/location/file", schemaPath: "#/properties/findings/items/properties/location/properties/file/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    if (vErrors === null) {
                      vErrors = [err33];
                    } else {
                      vErrors.push(err33);
                    }
                    errors++;
                  }
                }
                if (data14.startLine !== void 0) {
                  let data16 = data14.startLine;
                  if (!(typeof data16 == "number" && (!(data16 % 1) && !isNaN(data16)) && isFinite(data16))) {
                    const err34 = { instancePath: instancePath + "/findings/" + i1 + "/location/startLine", schemaPath: "#/properties/findings/items/properties/location/properties/startLine/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
                    if (vErrors === null) {
                      vErrors = [err34];
                    } else {
                      vErrors.push(err34);
                    }
                    errors++;
                  }
                  if (typeof data16 == "number" && isFinite(data16)) {
                    if (data16 < 1 || isNaN(data16)) {
                      const err35 = { instancePath: instancePath + "/findings/" + i1 + "/location/startLine", schemaPath: "#/properties/findings/items/properties/location/properties/startLine/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
                      if (vErrors === null) {
                        vErrors = [err35];
                      } else {
                        vErrors.push(err35);
                      }
                      errors++;
                    }
                  }
                }
                if (data14.endLine !== void 0) {
                  let data17 = data14.endLine;
                  if (!(typeof data17 == "number" && (!(data17 % 1) && !isNaN(data17)) && isFinite(data17)) && data17 !== null) {
                    const err36 = { instancePath: instancePath + "/findings/" + i1 + "/location/endLine", schemaPath: "#/properties/findings/items/properties/location/properties/endLine/type", keyword: "type", params: { type: schema98.properties.findings.items.properties.location.properties.endLine.type }, message: "must be integer,null" };
                    if (vErrors === null) {
                      vErrors = [err36];
                    } else {
                      vErrors.push(err36);
                    }
                    errors++;
                  }
                  if (typeof data17 == "number" && isFinite(data17)) {
                    if (data17 < 1 || isNaN(data17)) {
                      const err37 = { instancePath: instancePath + "/findings/" + i1 + "/location/endLine", schemaPath: "#/properties/findings/items/properties/location/properties/endLine/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
                      if (vErrors === null) {
                        vErrors = [err37];
                      } else {
                        vErrors.push(err37);
                      }
                      errors++;
                    }
                  }
                }
              }
            }
            if (data8.quote !== void 0) {
              let data18 = data8.quote;
              if (!(data18 && typeof data18 == "object" && !Array.isArray(data18)) && data18 !== null) {
                const err38 = { instancePath: instancePath + "/findings/" + i1 + "/quote", schemaPath: "#/properties/findings/items/properties/quote/type", keyword: "type", params: { type: schema98.properties.findings.items.properties.quote.type }, message: "must be object,null" };
                if (vErrors === null) {
                  vErrors = [err38];
                } else {
                  vErrors.push(err38);
                }
                errors++;
              }
              if (data18 && typeof data18 == "object" && !Array.isArray(data18)) {
                if (data18.file === void 0) {
                  const err39 = { instancePath: instancePath + "/findings/" + i1 + "/quote", schemaPath: "#/properties/findings/items/properties/quote/required", keyword: "required", params: { missingProperty: "file" }, message: "must have required property 'file'" };
                  if (vErrors === null) {
                    vErrors = [err39];
                  } else {
                    vErrors.push(err39);
                  }
                  errors++;
                }
                if (data18.line === void 0) {
                  const err40 = { instancePath: instancePath + "/findings/" + i1 + "/quote", schemaPath: "#/properties/findings/items/properties/quote/required", keyword: "required", params: { missingProperty: "line" }, message: "must have required property 'line'" };
                  if (vErrors === null) {
                    vErrors = [err40];
                  } else {
                    vErrors.push(err40);
                  }
                  errors++;
                }
                if (data18.text === void 0) {
                  const err41 = { instancePath: instancePath + "/findings/" + i1 + "/quote", schemaPath: "#/properties/findings/items/properties/quote/required", keyword: "required", params: { missingProperty: "text" }, message: "must have required property 'text'" };
                  if (vErrors === null) {
                    vErrors = [err41];
                  } else {
                    vErrors.push(err41);
                  }
                  errors++;
                }
                if (data18.file !== void 0) {
                  let data19 = data18.file;
                  if (typeof data19 === "string") {
                    if (func2(data19) < 1) {
                      const err42 = { instancePath: instancePath + "/findings/" + i1 + "/quote/file", schemaPath: "#/properties/findings/items/properties/quote/properties/file/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
                      if (vErrors === null) {
                        vErrors = [err42];
                      } else {
                        vErrors.push(err42);
                      }
                      errors++;
                    }
                  } else {
                    const err43 = { instancePath: instancePath + "/findings/" + i1 + "/quote/file", schemaPath: "#/properties/findings/items/properties/quote/properties/file/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    if (vErrors === null) {
                      vErrors = [err43];
                    } else {
                      vErrors.push(err43);
                    }
                    errors++;
                  }
                }
                if (data18.side !== void 0) {
                  let data20 = data18.side;
                  if (typeof data20 !== "string" && data20 !== null) {
                    const err44 = { instancePath: instancePath + "/findings/" + i1 + "/quote/side", schemaPath: "#/properties/findings/items/properties/quote/properties/side/type", keyword: "type", params: { type: schema98.properties.findings.items.properties.quote.properties.side.type }, message: "must be string,null" };
                    if (vErrors === null) {
                      vErrors = [err44];
                    } else {
                      vErrors.push(err44);
                    }
                    errors++;
                  }
                  if (!(data20 === "new" || data20 === "base" || data20 === null)) {
                    const err45 = { instancePath: instancePath + "/findings/" + i1 + "/quote/side", schemaPath: "#/properties/findings/items/properties/quote/properties/side/enum", keyword: "enum", params: { allowedValues: schema98.properties.findings.items.properties.quote.properties.side.enum }, message: "must be equal to one of the allowed values" };
                    if (vErrors === null) {
                      vErrors = [err45];
                    } else {
                      vErrors.push(err45);
                    }
                    errors++;
                  }
                }
                if (data18.line !== void 0) {
                  let data21 = data18.line;
                  if (!(typeof data21 == "number" && (!(data21 % 1) && !isNaN(data21)) && isFinite(data21))) {
                    const err46 = { instancePath: instancePath + "/findings/" + i1 + "/quote/line", schemaPath: "#/properties/findings/items/properties/quote/properties/line/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
                    if (vErrors === null) {
                      vErrors = [err46];
                    } else {
                      vErrors.push(err46);
                    }
                    errors++;
                  }
                  if (typeof data21 == "number" && isFinite(data21)) {
                    if (data21 < 1 || isNaN(data21)) {
                      const err47 = { instancePath: instancePath + "/findings/" + i1 + "/quote/line", schemaPath: "#/properties/findings/items/properties/quote/properties/line/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
                      if (vErrors === null) {
                        vErrors = [err47];
                      } else {
                        vErrors.push(err47);
                      }
                      errors++;
                    }
                  }
                }
                if (data18.text !== void 0) {
                  if (typeof data18.text !== "string") {
                    const err48 = { instancePath: instancePath + "/findings/" + i1 + "/quote/text", schemaPath: "#/properties/findings/items/properties/quote/properties/text/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    if (vErrors === null) {
                      vErrors = [err48];
                    } else {
                      vErrors.push(err48);
                    }
                    errors++;
                  }
                }
              }
            }
            if (data8.reproducer !== void 0) {
              let data23 = data8.reproducer;
              if (!(data23 && typeof data23 == "object" && !Array.isArray(data23)) && data23 !== null) {
                const err49 = { instancePath: instancePath + "/findings/" + i1 + "/reproducer", schemaPath: "#/properties/findings/items/properties/reproducer/type", keyword: "type", params: { type: schema98.properties.findings.items.properties.reproducer.type }, message: "must be object,null" };
                if (vErrors === null) {
                  vErrors = [err49];
                } else {
                  vErrors.push(err49);
                }
                errors++;
              }
              if (data23 && typeof data23 == "object" && !Array.isArray(data23)) {
                if (data23.cmd === void 0) {
                  const err50 = { instancePath: instancePath + "/findings/" + i1 + "/reproducer", schemaPath: "#/properties/findings/items/properties/reproducer/required", keyword: "required", params: { missingProperty: "cmd" }, message: "must have required property 'cmd'" };
                  if (vErrors === null) {
                    vErrors = [err50];
                  } else {
                    vErrors.push(err50);
                  }
                  errors++;
                }
                if (data23.expect === void 0) {
                  const err51 = { instancePath: instancePath + "/findings/" + i1 + "/reproducer", schemaPath: "#/properties/findings/items/properties/reproducer/required", keyword: "required", params: { missingProperty: "expect" }, message: "must have required property 'expect'" };
                  if (vErrors === null) {
                    vErrors = [err51];
                  } else {
                    vErrors.push(err51);
                  }
                  errors++;
                }
                if (data23.cmd !== void 0) {
                  let data24 = data23.cmd;
                  if (typeof data24 === "string") {
                    if (func2(data24) < 1) {
                      const err52 = { instancePath: instancePath + "/findings/" + i1 + "/reproducer/cmd", schemaPath: "#/properties/findings/items/properties/reproducer/properties/cmd/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
                      if (vErrors === null) {
                        vErrors = [err52];
                      } else {
                        vErrors.push(err52);
                      }
                      errors++;
                    }
                  } else {
                    const err53 = { instancePath: instancePath + "/findings/" + i1 + "/reproducer/cmd", schemaPath: "#/properties/findings/items/properties/reproducer/properties/cmd/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    if (vErrors === null) {
                      vErrors = [err53];
                    } else {
                      vErrors.push(err53);
                    }
                    errors++;
                  }
                }
                if (data23.expect !== void 0) {
                  let data25 = data23.expect;
                  if (data25 && typeof data25 == "object" && !Array.isArray(data25)) {
                    if (data25.exit === void 0) {
                      const err54 = { instancePath: instancePath + "/findings/" + i1 + "/reproducer/expect", schemaPath: "#/properties/findings/items/properties/reproducer/properties/expect/required", keyword: "required", params: { missingProperty: "exit" }, message: "must have required property 'exit'" };
                      if (vErrors === null) {
                        vErrors = [err54];
                      } else {
                        vErrors.push(err54);
                      }
                      errors++;
                    }
                    if (data25.exit !== void 0) {
                      let data26 = data25.exit;
                      const _errs54 = errors;
                      let valid11 = false;
                      const _errs55 = errors;
                      if (!(typeof data26 == "number" && (!(data26 % 1) && !isNaN(data26)) && isFinite(data26))) {
                        const err55 = { instancePath: instancePath + "/findings/" + i1 + "/reproducer/expect/exit", schemaPath: "#/properties/findings/items/properties/reproducer/properties/expect/properties/exit/anyOf/0/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
                        if (vErrors === null) {
                          vErrors = [err55];
                        } else {
                          vErrors.push(err55);
                        }
                        errors++;
                      }
                      var _valid0 = _errs55 === errors;
                      valid11 = valid11 || _valid0;
                      const _errs57 = errors;
                      if (typeof data26 !== "string") {
                        const err56 = { instancePath: instancePath + "/findings/" + i1 + "/reproducer/expect/exit", schemaPath: "#/properties/findings/items/properties/reproducer/properties/expect/properties/exit/anyOf/1/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                        if (vErrors === null) {
                          vErrors = [err56];
                        } else {
                          vErrors.push(err56);
                        }
                        errors++;
                      }
                      if (!(data26 === "nonzero")) {
                        const err57 = { instancePath: instancePath + "/findings/" + i1 + "/reproducer/expect/exit", schemaPath: "#/properties/findings/items/properties/reproducer/properties/expect/properties/exit/anyOf/1/enum", keyword: "enum", params: { allowedValues: schema98.properties.findings.items.properties.reproducer.properties.expect.properties.exit.anyOf[1].enum }, message: "must be equal to one of the allowed values" };
                        if (vErrors === null) {
                          vErrors = [err57];
                        } else {
                          vErrors.push(err57);
                        }
                        errors++;
                      }
                      var _valid0 = _errs57 === errors;
                      valid11 = valid11 || _valid0;
                      if (!valid11) {
                        const err58 = { instancePath: instancePath + "/findings/" + i1 + "/reproducer/expect/exit", schemaPath: "#/properties/findings/items/properties/reproducer/properties/expect/properties/exit/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
                        if (vErrors === null) {
                          vErrors = [err58];
                        } else {
                          vErrors.push(err58);
                        }
                        errors++;
                      } else {
                        errors = _errs54;
                        if (vErrors !== null) {
                          if (_errs54) {
                            vErrors.length = _errs54;
                          } else {
                            vErrors = null;
                          }
                        }
                      }
                    }
                    if (data25.stdout !== void 0) {
                      let data27 = data25.stdout;
                      if (typeof data27 !== "string" && data27 !== null) {
                        const err59 = { instancePath: instancePath + "/findings/" + i1 + "/reproducer/expect/stdout", schemaPath: "#/properties/findings/items/properties/reproducer/properties/expect/properties/stdout/type", keyword: "type", params: { type: schema98.properties.findings.items.properties.reproducer.properties.expect.properties.stdout.type }, message: "must be string,null" };
                        if (vErrors === null) {
                          vErrors = [err59];
                        } else {
                          vErrors.push(err59);
                        }
                        errors++;
                      }
                    }
                  } else {
                    const err60 = { instancePath: instancePath + "/findings/" + i1 + "/reproducer/expect", schemaPath: "#/properties/findings/items/properties/reproducer/properties/expect/type", keyword: "type", params: { type: "object" }, message: "must be object" };
                    if (vErrors === null) {
                      vErrors = [err60];
                    } else {
                      vErrors.push(err60);
                    }
                    errors++;
                  }
                }
              }
            }
            if (data8.recommendation !== void 0) {
              let data28 = data8.recommendation;
              if (typeof data28 !== "string" && data28 !== null) {
                const err61 = { instancePath: instancePath + "/findings/" + i1 + "/recommendation", schemaPath: "#/properties/findings/items/properties/recommendation/type", keyword: "type", params: { type: schema98.properties.findings.items.properties.recommendation.type }, message: "must be string,null" };
                if (vErrors === null) {
                  vErrors = [err61];
                } else {
                  vErrors.push(err61);
                }
                errors++;
              }
            }
          } else {
            const err62 = { instancePath: instancePath + "/findings/" + i1, schemaPath: "#/properties/findings/items/type", keyword: "type", params: { type: "object" }, message: "must be object" };
            if (vErrors === null) {
              vErrors = [err62];
            } else {
              vErrors.push(err62);
            }
            errors++;
          }
        }
      } else {
        const err63 = { instancePath: instancePath + "/findings", schemaPath: "#/properties/findings/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err63];
        } else {
          vErrors.push(err63);
        }
        errors++;
      }
    }
    if (data.commands !== void 0) {
      let data29 = data.commands;
      if (!Array.isArray(data29) && data29 !== null) {
        const err64 = { instancePath: instancePath + "/commands", schemaPath: "#/properties/commands/type", keyword: "type", params: { type: schema98.properties.commands.type }, message: "must be array,null" };
        if (vErrors === null) {
          vErrors = [err64];
        } else {
          vErrors.push(err64);
        }
        errors++;
      }
      if (Array.isArray(data29)) {
        const len2 = data29.length;
        for (let i2 = 0; i2 < len2; i2++) {
          let data30 = data29[i2];
          if (data30 && typeof data30 == "object" && !Array.isArray(data30)) {
            if (data30.cmd === void 0) {
              const err65 = { instancePath: instancePath + "/commands/" + i2, schemaPath: "#/properties/commands/items/required", keyword: "required", params: { missingProperty: "cmd" }, message: "must have required property 'cmd'" };
              if (vErrors === null) {
                vErrors = [err65];
              } else {
                vErrors.push(err65);
              }
              errors++;
            }
            if (data30.cmd !== void 0) {
              if (typeof data30.cmd !== "string") {
                const err66 = { instancePath: instancePath + "/commands/" + i2 + "/cmd", schemaPath: "#/properties/commands/items/properties/cmd/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err66];
                } else {
                  vErrors.push(err66);
                }
                errors++;
              }
            }
            if (data30.exitCode !== void 0) {
              let data32 = data30.exitCode;
              if (!(typeof data32 == "number" && (!(data32 % 1) && !isNaN(data32)) && isFinite(data32)) && data32 !== null) {
                const err67 = { instancePath: instancePath + "/commands/" + i2 + "/exitCode", schemaPath: "#/properties/commands/items/properties/exitCode/type", keyword: "type", params: { type: schema98.properties.commands.items.properties.exitCode.type }, message: "must be integer,null" };
                if (vErrors === null) {
                  vErrors = [err67];
                } else {
                  vErrors.push(err67);
                }
                errors++;
              }
            }
          } else {
            const err68 = { instancePath: instancePath + "/commands/" + i2, schemaPath: "#/properties/commands/items/type", keyword: "type", params: { type: "object" }, message: "must be object" };
            if (vErrors === null) {
              vErrors = [err68];
            } else {
              vErrors.push(err68);
            }
            errors++;
          }
        }
      }
    }
    if (data.summary !== void 0) {
      let data33 = data.summary;
      if (typeof data33 !== "string" && data33 !== null) {
        const err69 = { instancePath: instancePath + "/summary", schemaPath: "#/properties/summary/type", keyword: "type", params: { type: schema98.properties.summary.type }, message: "must be string,null" };
        if (vErrors === null) {
          vErrors = [err69];
        } else {
          vErrors.push(err69);
        }
        errors++;
      }
    }
  } else {
    const err70 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err70];
    } else {
      vErrors.push(err70);
    }
    errors++;
  }
  validate269.errors = vErrors;
  return errors === 0;
}
validate269.evaluated = { "props": { "tree": true, "verdict": true, "criteria": true, "findings": true, "commands": true, "summary": true }, "dynamicProps": false, "dynamicItems": false };
export {
  validateVerifierAnswer
};
