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
var validatePositionsAnswer = validate160;
var schema49 = { "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "positions-answer.schema.json", "title": "PositionsAnswerWire", "description": "A verifier's answer in a refutation round. Unknown fields are ignored; a field that is not required may be absent or null.", "type": "object", "required": ["tree", "positions", "findings"], "properties": { "tree": { "type": "string", "minLength": 1, "description": "The hash of the line `Tree: \u2026` of the prompt, repeated." }, "positions": { "type": "array", "description": "One entry for each finding of the prompt.", "items": { "title": "PositionWire", "type": "object", "required": ["finding", "position", "evidence"], "properties": { "finding": { "type": "string", "minLength": 1, "description": "The finding's id as the prompt names it, for example F-001." }, "position": { "type": "string", "enum": ["AGREE", "DISAGREE", "SUPPLEMENT", "WITHDRAW"], "description": "AGREE: it holds. SUPPLEMENT: it holds, and the evidence adds to it. DISAGREE: it does not, see kind. WITHDRAW: your own finding, taken back." }, "kind": { "type": ["string", "null"], "enum": ["a", "b", "c", "d", "e", null], "description": "With DISAGREE. a: wrong on the facts. b: out of scope. c: already handled. d: severity overstated. e: evidence insufficient." }, "evidence": { "type": "string", "description": "What in the code shows it." }, "quote": { "title": "PositionQuoteWire", "type": ["object", "null"], "description": "One line of code copied as it stands in the file. A disagreement of kind a or c that refutes a finding needs one.", "required": ["file", "line", "text"], "properties": { "file": { "type": "string", "minLength": 1 }, "side": { "type": ["string", "null"], "enum": ["new", "base", null], "description": "new: the candidate. base: before the change. Absent: new." }, "line": { "type": "integer", "minimum": 1 }, "text": { "type": "string" } } } } } }, "findings": { "type": "array", "description": "Problems that nobody named yet, seen while looking; most often empty.", "items": { "title": "RoundFindingWire", "type": "object", "required": ["category", "severity", "claim", "evidence"], "properties": { "category": { "type": "string", "enum": ["correctness", "coverage", "regression", "test-tampering", "scope", "security", "performance", "maintainability", "process"] }, "severity": { "type": "string", "enum": ["blocker", "major", "minor", "note"] }, "claim": { "type": "string", "minLength": 1, "description": "What is wrong, in one sentence." }, "evidence": { "type": "string", "description": "What shows it." }, "criterion": { "type": ["string", "null"], "description": "Id of the criterion it concerns." }, "location": { "title": "RoundLocationWire", "type": ["object", "null"], "description": "Where it is. A finding with a location needs a quote.", "required": ["file", "startLine"], "properties": { "file": { "type": "string", "minLength": 1, "description": "Path relative to the repository." }, "startLine": { "type": "integer", "minimum": 1 }, "endLine": { "type": ["integer", "null"], "minimum": 1, "description": "Absent: the same line." } } }, "quote": { "title": "RoundQuoteWire", "type": ["object", "null"], "description": "One line of code copied as it stands in the file; a quote that is not found there refutes the finding.", "required": ["file", "line", "text"], "properties": { "file": { "type": "string", "minLength": 1 }, "side": { "type": ["string", "null"], "enum": ["new", "base", null], "description": "new: the candidate. base: before the change. Absent: new." }, "line": { "type": "integer", "minimum": 1 }, "text": { "type": "string" } } }, "reproducer": { "title": "RoundReproducerWire", "type": ["object", "null"], "description": "A command that shows the problem when it is run in the repository.", "required": ["cmd", "expect"], "properties": { "cmd": { "type": "string", "minLength": 1 }, "expect": { "title": "RoundReproducerExpectationWire", "type": "object", "description": "How the command ends when the problem is there.", "required": ["exit"], "properties": { "exit": { "anyOf": [{ "type": "integer" }, { "type": "string", "enum": ["nonzero"] }] }, "stdout": { "type": ["string", "null"], "description": "Text that its output contains." } } } } }, "recommendation": { "type": ["string", "null"], "description": "What to change." } } } } } };
var func2 = require_ucs2length().default;
function validate160(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  ;
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate160.evaluated;
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
    if (data.positions === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "positions" }, message: "must have required property 'positions'" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.findings === void 0) {
      const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "findings" }, message: "must have required property 'findings'" };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    if (data.tree !== void 0) {
      let data0 = data.tree;
      if (typeof data0 === "string") {
        if (func2(data0) < 1) {
          const err3 = { instancePath: instancePath + "/tree", schemaPath: "#/properties/tree/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
          if (vErrors === null) {
            vErrors = [err3];
          } else {
            vErrors.push(err3);
          }
          errors++;
        }
      } else {
        const err4 = { instancePath: instancePath + "/tree", schemaPath: "#/properties/tree/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.positions !== void 0) {
      let data1 = data.positions;
      if (Array.isArray(data1)) {
        const len0 = data1.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data2 = data1[i0];
          if (data2 && typeof data2 == "object" && !Array.isArray(data2)) {
            if (data2.finding === void 0) {
              const err5 = { instancePath: instancePath + "/positions/" + i0, schemaPath: "#/properties/positions/items/required", keyword: "required", params: { missingProperty: "finding" }, message: "must have required property 'finding'" };
              if (vErrors === null) {
                vErrors = [err5];
              } else {
                vErrors.push(err5);
              }
              errors++;
            }
            if (data2.position === void 0) {
              const err6 = { instancePath: instancePath + "/positions/" + i0, schemaPath: "#/properties/positions/items/required", keyword: "required", params: { missingProperty: "position" }, message: "must have required property 'position'" };
              if (vErrors === null) {
                vErrors = [err6];
              } else {
                vErrors.push(err6);
              }
              errors++;
            }
            if (data2.evidence === void 0) {
              const err7 = { instancePath: instancePath + "/positions/" + i0, schemaPath: "#/properties/positions/items/required", keyword: "required", params: { missingProperty: "evidence" }, message: "must have required property 'evidence'" };
              if (vErrors === null) {
                vErrors = [err7];
              } else {
                vErrors.push(err7);
              }
              errors++;
            }
            if (data2.finding !== void 0) {
              let data3 = data2.finding;
              if (typeof data3 === "string") {
                if (func2(data3) < 1) {
                  const err8 = { instancePath: instancePath + "/positions/" + i0 + "/finding", schemaPath: "#/properties/positions/items/properties/finding/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
                  if (vErrors === null) {
                    vErrors = [err8];
                  } else {
                    vErrors.push(err8);
                  }
                  errors++;
                }
              } else {
                const err9 = { instancePath: instancePath + "/positions/" + i0 + "/finding", schemaPath: "#/properties/positions/items/properties/finding/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err9];
                } else {
                  vErrors.push(err9);
                }
                errors++;
              }
            }
            if (data2.position !== void 0) {
              let data4 = data2.position;
              if (typeof data4 !== "string") {
                const err10 = { instancePath: instancePath + "/positions/" + i0 + "/position", schemaPath: "#/properties/positions/items/properties/position/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err10];
                } else {
                  vErrors.push(err10);
                }
                errors++;
              }
              if (!(data4 === "AGREE" || data4 === "DISAGREE" || data4 === "SUPPLEMENT" || data4 === "WITHDRAW")) {
                const err11 = { instancePath: instancePath + "/positions/" + i0 + "/position", schemaPath: "#/properties/positions/items/properties/position/enum", keyword: "enum", params: { allowedValues: schema49.properties.positions.items.properties.position.enum }, message: "must be equal to one of the allowed values" };
                if (vErrors === null) {
                  vErrors = [err11];
                } else {
                  vErrors.push(err11);
                }
                errors++;
              }
            }
            if (data2.kind !== void 0) {
              let data5 = data2.kind;
              if (typeof data5 !== "string" && data5 !== null) {
                const err12 = { instancePath: instancePath + "/positions/" + i0 + "/kind", schemaPath: "#/properties/positions/items/properties/kind/type", keyword: "type", params: { type: schema49.properties.positions.items.properties.kind.type }, message: "must be string,null" };
                if (vErrors === null) {
                  vErrors = [err12];
                } else {
                  vErrors.push(err12);
                }
                errors++;
              }
              if (!(data5 === "a" || data5 === "b" || data5 === "c" || data5 === "d" || data5 === "e" || data5 === null)) {
                const err13 = { instancePath: instancePath + "/positions/" + i0 + "/kind", schemaPath: "#/properties/positions/items/properties/kind/enum", keyword: "enum", params: { allowedValues: schema49.properties.positions.items.properties.kind.enum }, message: "must be equal to one of the allowed values" };
                if (vErrors === null) {
                  vErrors = [err13];
                } else {
                  vErrors.push(err13);
                }
                errors++;
              }
            }
            if (data2.evidence !== void 0) {
              if (typeof data2.evidence !== "string") {
                const err14 = { instancePath: instancePath + "/positions/" + i0 + "/evidence", schemaPath: "#/properties/positions/items/properties/evidence/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err14];
                } else {
                  vErrors.push(err14);
                }
                errors++;
              }
            }
            if (data2.quote !== void 0) {
              let data7 = data2.quote;
              if (!(data7 && typeof data7 == "object" && !Array.isArray(data7)) && data7 !== null) {
                const err15 = { instancePath: instancePath + "/positions/" + i0 + "/quote", schemaPath: "#/properties/positions/items/properties/quote/type", keyword: "type", params: { type: schema49.properties.positions.items.properties.quote.type }, message: "must be object,null" };
                if (vErrors === null) {
                  vErrors = [err15];
                } else {
                  vErrors.push(err15);
                }
                errors++;
              }
              if (data7 && typeof data7 == "object" && !Array.isArray(data7)) {
                if (data7.file === void 0) {
                  const err16 = { instancePath: instancePath + "/positions/" + i0 + "/quote", schemaPath: "#/properties/positions/items/properties/quote/required", keyword: "required", params: { missingProperty: "file" }, message: "must have required property 'file'" };
                  if (vErrors === null) {
                    vErrors = [err16];
                  } else {
                    vErrors.push(err16);
                  }
                  errors++;
                }
                if (data7.line === void 0) {
                  const err17 = { instancePath: instancePath + "/positions/" + i0 + "/quote", schemaPath: "#/properties/positions/items/properties/quote/required", keyword: "required", params: { missingProperty: "line" }, message: "must have required property 'line'" };
                  if (vErrors === null) {
                    vErrors = [err17];
                  } else {
                    vErrors.push(err17);
                  }
                  errors++;
                }
                if (data7.text === void 0) {
                  const err18 = { instancePath: instancePath + "/positions/" + i0 + "/quote", schemaPath: "#/properties/positions/items/properties/quote/required", keyword: "required", params: { missingProperty: "text" }, message: "must have required property 'text'" };
                  if (vErrors === null) {
                    vErrors = [err18];
                  } else {
                    vErrors.push(err18);
                  }
                  errors++;
                }
                if (data7.file !== void 0) {
                  let data8 = data7.file;
                  if (typeof data8 === "string") {
                    if (func2(data8) < 1) {
                      const err19 = { instancePath: instancePath + "/positions/" + i0 + "/quote/file", schemaPath: "#/properties/positions/items/properties/quote/properties/file/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
                      if (vErrors === null) {
                        vErrors = [err19];
                      } else {
                        vErrors.push(err19);
                      }
                      errors++;
                    }
                  } else {
                    const err20 = { instancePath: instancePath + "/positions/" + i0 + "/quote/file", schemaPath: "#/properties/positions/items/properties/quote/properties/file/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    if (vErrors === null) {
                      vErrors = [err20];
                    } else {
                      vErrors.push(err20);
                    }
                    errors++;
                  }
                }
                if (data7.side !== void 0) {
                  let data9 = data7.side;
                  if (typeof data9 !== "string" && data9 !== null) {
                    const err21 = { instancePath: instancePath + "/positions/" + i0 + "/quote/side", schemaPath: "#/properties/positions/items/properties/quote/properties/side/type", keyword: "type", params: { type: schema49.properties.positions.items.properties.quote.properties.side.type }, message: "must be string,null" };
                    if (vErrors === null) {
                      vErrors = [err21];
                    } else {
                      vErrors.push(err21);
                    }
                    errors++;
                  }
                  if (!(data9 === "new" || data9 === "base" || data9 === null)) {
                    const err22 = { instancePath: instancePath + "/positions/" + i0 + "/quote/side", schemaPath: "#/properties/positions/items/properties/quote/properties/side/enum", keyword: "enum", params: { allowedValues: schema49.properties.positions.items.properties.quote.properties.side.enum }, message: "must be equal to one of the allowed values" };
                    if (vErrors === null) {
                      vErrors = [err22];
                    } else {
                      vErrors.push(err22);
                    }
                    errors++;
                  }
                }
                if (data7.line !== void 0) {
                  let data10 = data7.line;
                  if (!(typeof data10 == "number" && (!(data10 % 1) && !isNaN(data10)) && isFinite(data10))) {
                    const err23 = { instancePath: instancePath + "/positions/" + i0 + "/quote/line", schemaPath: "#/properties/positions/items/properties/quote/properties/line/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
                    if (vErrors === null) {
                      vErrors = [err23];
                    } else {
                      vErrors.push(err23);
                    }
                    errors++;
                  }
                  if (typeof data10 == "number" && isFinite(data10)) {
                    if (data10 < 1 || isNaN(data10)) {
                      const err24 = { instancePath: instancePath + "/positions/" + i0 + "/quote/line", schemaPath: "#/properties/positions/items/properties/quote/properties/line/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
                      if (vErrors === null) {
                        vErrors = [err24];
                      } else {
                        vErrors.push(err24);
                      }
                      errors++;
                    }
                  }
                }
                if (data7.text !== void 0) {
                  if (typeof data7.text !== "string") {
                    const err25 = { instancePath: instancePath + "/positions/" + i0 + "/quote/text", schemaPath: "#/properties/positions/items/properties/quote/properties/text/type", keyword: "type", params: { type: "string" }, message: "must be string" };
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
          } else {
            const err26 = { instancePath: instancePath + "/positions/" + i0, schemaPath: "#/properties/positions/items/type", keyword: "type", params: { type: "object" }, message: "must be object" };
            if (vErrors === null) {
              vErrors = [err26];
            } else {
              vErrors.push(err26);
            }
            errors++;
          }
        }
      } else {
        const err27 = { instancePath: instancePath + "/positions", schemaPath: "#/properties/positions/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err27];
        } else {
          vErrors.push(err27);
        }
        errors++;
      }
    }
    if (data.findings !== void 0) {
      let data12 = data.findings;
      if (Array.isArray(data12)) {
        const len1 = data12.length;
        for (let i1 = 0; i1 < len1; i1++) {
          let data13 = data12[i1];
          if (data13 && typeof data13 == "object" && !Array.isArray(data13)) {
            if (data13.category === void 0) {
              const err28 = { instancePath: instancePath + "/findings/" + i1, schemaPath: "#/properties/findings/items/required", keyword: "required", params: { missingProperty: "category" }, message: "must have required property 'category'" };
              if (vErrors === null) {
                vErrors = [err28];
              } else {
                vErrors.push(err28);
              }
              errors++;
            }
            if (data13.severity === void 0) {
              const err29 = { instancePath: instancePath + "/findings/" + i1, schemaPath: "#/properties/findings/items/required", keyword: "required", params: { missingProperty: "severity" }, message: "must have required property 'severity'" };
              if (vErrors === null) {
                vErrors = [err29];
              } else {
                vErrors.push(err29);
              }
              errors++;
            }
            if (data13.claim === void 0) {
              const err30 = { instancePath: instancePath + "/findings/" + i1, schemaPath: "#/properties/findings/items/required", keyword: "required", params: { missingProperty: "claim" }, message: "must have required property 'claim'" };
              if (vErrors === null) {
                vErrors = [err30];
              } else {
                vErrors.push(err30);
              }
              errors++;
            }
            if (data13.evidence === void 0) {
              const err31 = { instancePath: instancePath + "/findings/" + i1, schemaPath: "#/properties/findings/items/required", keyword: "required", params: { missingProperty: "evidence" }, message: "must have required property 'evidence'" };
              if (vErrors === null) {
                vErrors = [err31];
              } else {
                vErrors.push(err31);
              }
              errors++;
            }
            if (data13.category !== void 0) {
              let data14 = data13.category;
              if (typeof data14 !== "string") {
                const err32 = { instancePath: instancePath + "/findings/" + i1 + "/category", schemaPath: "#/properties/findings/items/properties/category/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err32];
                } else {
                  vErrors.push(err32);
                }
                errors++;
              }
              if (!(data14 === "correctness" || data14 === "coverage" || data14 === "regression" || data14 === "test-tampering" || data14 === "scope" || data14 === "security" || data14 === "performance" || data14 === "maintainability" || data14 === "process")) {
                const err33 = { instancePath: instancePath + "/findings/" + i1 + "/category", schemaPath: "#/properties/findings/items/properties/category/enum", keyword: "enum", params: { allowedValues: schema49.properties.findings.items.properties.category.enum }, message: "must be equal to one of the allowed values" };
                if (vErrors === null) {
                  vErrors = [err33];
                } else {
                  vErrors.push(err33);
                }
                errors++;
              }
            }
            if (data13.severity !== void 0) {
              let data15 = data13.severity;
              if (typeof data15 !== "string") {
                const err34 = { instancePath: instancePath + "/findings/" + i1 + "/severity", schemaPath: "#/properties/findings/items/properties/severity/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err34];
                } else {
                  vErrors.push(err34);
                }
                errors++;
              }
              if (!(data15 === "blocker" || data15 === "major" || data15 === "minor" || data15 === "note")) {
                const err35 = { instancePath: instancePath + "/findings/" + i1 + "/severity", schemaPath: "#/properties/findings/items/properties/severity/enum", keyword: "enum", params: { allowedValues: schema49.properties.findings.items.properties.severity.enum }, message: "must be equal to one of the allowed values" };
                if (vErrors === null) {
                  vErrors = [err35];
                } else {
                  vErrors.push(err35);
                }
                errors++;
              }
            }
            if (data13.claim !== void 0) {
              let data16 = data13.claim;
              if (typeof data16 === "string") {
                if (func2(data16) < 1) {
                  const err36 = { instancePath: instancePath + "/findings/" + i1 + "/claim", schemaPath: "#/properties/findings/items/properties/claim/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
                  if (vErrors === null) {
                    vErrors = [err36];
                  } else {
                    vErrors.push(err36);
                  }
                  errors++;
                }
              } else {
                const err37 = { instancePath: instancePath + "/findings/" + i1 + "/claim", schemaPath: "#/properties/findings/items/properties/claim/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err37];
                } else {
                  vErrors.push(err37);
                }
                errors++;
              }
            }
            if (data13.evidence !== void 0) {
              if (typeof data13.evidence !== "string") {
                const err38 = { instancePath: instancePath + "/findings/" + i1 + "/evidence", schemaPath: "#/properties/findings/items/properties/evidence/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err38];
                } else {
                  vErrors.push(err38);
                }
                errors++;
              }
            }
            if (data13.criterion !== void 0) {
              let data18 = data13.criterion;
              if (typeof data18 !== "string" && data18 !== null) {
                const err39 = { instancePath: instancePath + "/findings/" + i1 + "/criterion", schemaPath: "#/properties/findings/items/properties/criterion/type", keyword: "type", params: { type: schema49.properties.findings.items.properties.criterion.type }, message: "must be string,null" };
                if (vErrors === null) {
                  vErrors = [err39];
                } else {
                  vErrors.push(err39);
                }
                errors++;
              }
            }
            if (data13.location !== void 0) {
              let data19 = data13.location;
              if (!(data19 && typeof data19 == "object" && !Array.isArray(data19)) && data19 !== null) {
                const err40 = { instancePath: instancePath + "/findings/" + i1 + "/location", schemaPath: "#/properties/findings/items/properties/location/type", keyword: "type", params: { type: schema49.properties.findings.items.properties.location.type }, message: "must be object,null" };
                if (vErrors === null) {
                  vErrors = [err40];
                } else {
                  vErrors.push(err40);
                }
                errors++;
              }
              if (data19 && typeof data19 == "object" && !Array.isArray(data19)) {
                if (data19.file === void 0) {
                  const err41 = { instancePath: instancePath + "/findings/" + i1 + "/location", schemaPath: "#/properties/findings/items/properties/location/required", keyword: "required", params: { missingProperty: "file" }, message: "must have required property 'file'" };
                  if (vErrors === null) {
                    vErrors = [err41];
                  } else {
                    vErrors.push(err41);
                  }
                  errors++;
                }
                if (data19.startLine === void 0) {
                  const err42 = { instancePath: instancePath + "/findings/" + i1 + "/location", schemaPath: "#/properties/findings/items/properties/location/required", keyword: "required", params: { missingProperty: "startLine" }, message: "must have required property 'startLine'" };
                  if (vErrors === null) {
                    vErrors = [err42];
                  } else {
                    vErrors.push(err42);
                  }
                  errors++;
                }
                if (data19.file !== void 0) {
                  let data20 = data19.file;
                  if (typeof data20 === "string") {
                    if (func2(data20) < 1) {
                      const err43 = { instancePath: instancePath + "/findings/" + i1 + "/location/file", schemaPath: "#/properties/findings/items/properties/location/properties/file/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
                      if (vErrors === null) {
                        vErrors = [err43];
                      } else {
                        vErrors.push(err43);
                      }
                      errors++;
                    }
                  } else {
                    const err44 = { instancePath: instancePath + "/findings/" + i1 + "/location/file", schemaPath: "#/properties/findings/items/properties/location/properties/file/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    if (vErrors === null) {
                      vErrors = [err44];
                    } else {
                      vErrors.push(err44);
                    }
                    errors++;
                  }
                }
                if (data19.startLine !== void 0) {
                  let data21 = data19.startLine;
                  if (!(typeof data21 == "number" && (!(data21 % 1) && !isNaN(data21)) && isFinite(data21))) {
                    const err45 = { instancePath: instancePath + "/findings/" + i1 + "/location/startLine", schemaPath: "#/properties/findings/items/properties/location/properties/startLine/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
                    if (vErrors === null) {
                      vErrors = [err45];
                    } else {
                      vErrors.push(err45);
                    }
                    errors++;
                  }
                  if (typeof data21 == "number" && isFinite(data21)) {
                    if (data21 < 1 || isNaN(data21)) {
                      const err46 = { instancePath: instancePath + "/findings/" + i1 + "/location/startLine", schemaPath: "#/properties/findings/items/properties/location/properties/startLine/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
                      if (vErrors === null) {
                        vErrors = [err46];
                      } else {
                        vErrors.push(err46);
                      }
                      errors++;
                    }
                  }
                }
                if (data19.endLine !== void 0) {
                  let data22 = data19.endLine;
                  if (!(typeof data22 == "number" && (!(data22 % 1) && !isNaN(data22)) && isFinite(data22)) && data22 !== null) {
                    const err47 = { instancePath: instancePath + "/findings/" + i1 + "/location/endLine", schemaPath: "#/properties/findings/items/properties/location/properties/endLine/type", keyword: "type", params: { type: schema49.properties.findings.items.properties.location.properties.endLine.type }, message: "must be integer,null" };
                    if (vErrors === null) {
                      vErrors = [err47];
                    } else {
                      vErrors.push(err47);
                    }
                    errors++;
                  }
                  if (typeof data22 == "number" && isFinite(data22)) {
                    if (data22 < 1 || isNaN(data22)) {
                      const err48 = { instancePath: instancePath + "/findings/" + i1 + "/location/endLine", schemaPath: "#/properties/findings/items/properties/location/properties/endLine/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
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
            }
            if (data13.quote !== void 0) {
              let data23 = data13.quote;
              if (!(data23 && typeof data23 == "object" && !Array.isArray(data23)) && data23 !== null) {
                const err49 = { instancePath: instancePath + "/findings/" + i1 + "/quote", schemaPath: "#/properties/findings/items/properties/quote/type", keyword: "type", params: { type: schema49.properties.findings.items.properties.quote.type }, message: "must be object,null" };
                if (vErrors === null) {
                  vErrors = [err49];
                } else {
                  vErrors.push(err49);
                }
                errors++;
              }
              if (data23 && typeof data23 == "object" && !Array.isArray(data23)) {
                if (data23.file === void 0) {
                  const err50 = { instancePath: instancePath + "/findings/" + i1 + "/quote", schemaPath: "#/properties/findings/items/properties/quote/required", keyword: "required", params: { missingProperty: "file" }, message: "must have required property 'file'" };
                  if (vErrors === null) {
                    vErrors = [err50];
                  } else {
                    vErrors.push(err50);
                  }
                  errors++;
                }
                if (data23.line === void 0) {
                  const err51 = { instancePath: instancePath + "/findings/" + i1 + "/quote", schemaPath: "#/properties/findings/items/properties/quote/required", keyword: "required", params: { missingProperty: "line" }, message: "must have required property 'line'" };
                  if (vErrors === null) {
                    vErrors = [err51];
                  } else {
                    vErrors.push(err51);
                  }
                  errors++;
                }
                if (data23.text === void 0) {
                  const err52 = { instancePath: instancePath + "/findings/" + i1 + "/quote", schemaPath: "#/properties/findings/items/properties/quote/required", keyword: "required", params: { missingProperty: "text" }, message: "must have required property 'text'" };
                  if (vErrors === null) {
                    vErrors = [err52];
                  } else {
                    vErrors.push(err52);
                  }
                  errors++;
                }
                if (data23.file !== void 0) {
                  let data24 = data23.file;
                  if (typeof data24 === "string") {
                    if (func2(data24) < 1) {
                      const err53 = { instancePath: instancePath + "/findings/" + i1 + "/quote/file", schemaPath: "#/properties/findings/items/properties/quote/properties/file/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
                      if (vErrors === null) {
                        vErrors = [err53];
                      } else {
                        vErrors.push(err53);
                      }
                      errors++;
                    }
                  } else {
                    const err54 = { instancePath: instancePath + "/findings/" + i1 + "/quote/file", schemaPath: "#/properties/findings/items/properties/quote/properties/file/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    if (vErrors === null) {
                      vErrors = [err54];
                    } else {
                      vErrors.push(err54);
                    }
                    errors++;
                  }
                }
                if (data23.side !== void 0) {
                  let data25 = data23.side;
                  if (typeof data25 !== "string" && data25 !== null) {
                    const err55 = { instancePath: instancePath + "/findings/" + i1 + "/quote/side", schemaPath: "#/properties/findings/items/properties/quote/properties/side/type", keyword: "type", params: { type: schema49.properties.findings.items.properties.quote.properties.side.type }, message: "must be string,null" };
                    if (vErrors === null) {
                      vErrors = [err55];
                    } else {
                      vErrors.push(err55);
                    }
                    errors++;
                  }
                  if (!(data25 === "new" || data25 === "base" || data25 === null)) {
                    const err56 = { instancePath: instancePath + "/findings/" + i1 + "/quote/side", schemaPath: "#/properties/findings/items/properties/quote/properties/side/enum", keyword: "enum", params: { allowedValues: schema49.properties.findings.items.properties.quote.properties.side.enum }, message: "must be equal to one of the allowed values" };
                    if (vErrors === null) {
                      vErrors = [err56];
                    } else {
                      vErrors.push(err56);
                    }
                    errors++;
                  }
                }
                if (data23.line !== void 0) {
                  let data26 = data23.line;
                  if (!(typeof data26 == "number" && (!(data26 % 1) && !isNaN(data26)) && isFinite(data26))) {
                    const err57 = { instancePath: instancePath + "/findings/" + i1 + "/quote/line", schemaPath: "#/properties/findings/items/properties/quote/properties/line/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
                    if (vErrors === null) {
                      vErrors = [err57];
                    } else {
                      vErrors.push(err57);
                    }
                    errors++;
                  }
                  if (typeof data26 == "number" && isFinite(data26)) {
                    if (data26 < 1 || isNaN(data26)) {
                      const err58 = { instancePath: instancePath + "/findings/" + i1 + "/quote/line", schemaPath: "#/properties/findings/items/properties/quote/properties/line/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
                      if (vErrors === null) {
                        vErrors = [err58];
                      } else {
                        vErrors.push(err58);
                      }
                      errors++;
                    }
                  }
                }
                if (data23.text !== void 0) {
                  if (typeof data23.text !== "string") {
                    const err59 = { instancePath: instancePath + "/findings/" + i1 + "/quote/text", schemaPath: "#/properties/findings/items/properties/quote/properties/text/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    if (vErrors === null) {
                      vErrors = [err59];
                    } else {
                      vErrors.push(err59);
                    }
                    errors++;
                  }
                }
              }
            }
            if (data13.reproducer !== void 0) {
              let data28 = data13.reproducer;
              if (!(data28 && typeof data28 == "object" && !Array.isArray(data28)) && data28 !== null) {
                const err60 = { instancePath: instancePath + "/findings/" + i1 + "/reproducer", schemaPath: "#/properties/findings/items/properties/reproducer/type", keyword: "type", params: { type: schema49.properties.findings.items.properties.reproducer.type }, message: "must be object,null" };
                if (vErrors === null) {
                  vErrors = [err60];
                } else {
                  vErrors.push(err60);
                }
                errors++;
              }
              if (data28 && typeof data28 == "object" && !Array.isArray(data28)) {
                if (data28.cmd === void 0) {
                  const err61 = { instancePath: instancePath + "/findings/" + i1 + "/reproducer", schemaPath: "#/properties/findings/items/properties/reproducer/required", keyword: "required", params: { missingProperty: "cmd" }, message: "must have required property 'cmd'" };
                  if (vErrors === null) {
                    vErrors = [err61];
                  } else {
                    vErrors.push(err61);
                  }
                  errors++;
                }
                if (data28.expect === void 0) {
                  const err62 = { instancePath: instancePath + "/findings/" + i1 + "/reproducer", schemaPath: "#/properties/findings/items/properties/reproducer/required", keyword: "required", params: { missingProperty: "expect" }, message: "must have required property 'expect'" };
                  if (vErrors === null) {
                    vErrors = [err62];
                  } else {
                    vErrors.push(err62);
                  }
                  errors++;
                }
                if (data28.cmd !== void 0) {
                  let data29 = data28.cmd;
                  if (typeof data29 === "string") {
                    if (func2(data29) < 1) {
                      const err63 = { instancePath: instancePath + "/findings/" + i1 + "/reproducer/cmd", schemaPath: "#/properties/findings/items/properties/reproducer/properties/cmd/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
                      if (vErrors === null) {
                        vErrors = [err63];
                      } else {
                        vErrors.push(err63);
                      }
                      errors++;
                    }
                  } else {
                    const err64 = { instancePath: instancePath + "/findings/" + i1 + "/reproducer/cmd", schemaPath: "#/properties/findings/items/properties/reproducer/properties/cmd/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    if (vErrors === null) {
                      vErrors = [err64];
                    } else {
                      vErrors.push(err64);
                    }
                    errors++;
                  }
                }
                if (data28.expect !== void 0) {
                  let data30 = data28.expect;
                  if (data30 && typeof data30 == "object" && !Array.isArray(data30)) {
                    if (data30.exit === void 0) {
                      const err65 = { instancePath: instancePath + "/findings/" + i1 + "/reproducer/expect", schemaPath: "#/properties/findings/items/properties/reproducer/properties/expect/required", keyword: "required", params: { missingProperty: "exit" }, message: "must have required property 'exit'" };
                      if (vErrors === null) {
                        vErrors = [err65];
                      } else {
                        vErrors.push(err65);
                      }
                      errors++;
                    }
                    if (data30.exit !== void 0) {
                      let data31 = data30.exit;
                      const _errs64 = errors;
                      let valid12 = false;
                      const _errs65 = errors;
                      if (!(typeof data31 == "number" && (!(data31 % 1) && !isNaN(data31)) && isFinite(data31))) {
                        const err66 = { instancePath: instancePath + "/findings/" + i1 + "/reproducer/expect/exit", schemaPath: "#/properties/findings/items/properties/reproducer/properties/expect/properties/exit/anyOf/0/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
                        if (vErrors === null) {
                          vErrors = [err66];
                        } else {
                          vErrors.push(err66);
                        }
                        errors++;
                      }
                      var _valid0 = _errs65 === errors;
                      valid12 = valid12 || _valid0;
                      const _errs67 = errors;
                      if (typeof data31 !== "string") {
                        const err67 = { instancePath: instancePath + "/findings/" + i1 + "/reproducer/expect/exit", schemaPath: "#/properties/findings/items/properties/reproducer/properties/expect/properties/exit/anyOf/1/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                        if (vErrors === null) {
                          vErrors = [err67];
                        } else {
                          vErrors.push(err67);
                        }
                        errors++;
                      }
                      if (!(data31 === "nonzero")) {
                        const err68 = { instancePath: instancePath + "/findings/" + i1 + "/reproducer/expect/exit", schemaPath: "#/properties/findings/items/properties/reproducer/properties/expect/properties/exit/anyOf/1/enum", keyword: "enum", params: { allowedValues: schema49.properties.findings.items.properties.reproducer.properties.expect.properties.exit.anyOf[1].enum }, message: "must be equal to one of the allowed values" };
                        if (vErrors === null) {
                          vErrors = [err68];
                        } else {
                          vErrors.push(err68);
                        }
                        errors++;
                      }
                      var _valid0 = _errs67 === errors;
                      valid12 = valid12 || _valid0;
                      if (!valid12) {
                        const err69 = { instancePath: instancePath + "/findings/" + i1 + "/reproducer/expect/exit", schemaPath: "#/properties/findings/items/properties/reproducer/properties/expect/properties/exit/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
                        if (vErrors === null) {
                          vErrors = [err69];
                        } else {
                          vErrors.push(err69);
                        }
                        errors++;
                      } else {
                        errors = _errs64;
                        if (vErrors !== null) {
                          if (_errs64) {
                            vErrors.length = _errs64;
                          } else {
                            vErrors = null;
                          }
                        }
                      }
                    }
                    if (data30.stdout !== void 0) {
                      let data32 = data30.stdout;
                      if (typeof data32 !== "string" && data32 !== null) {
                        const err70 = { instancePath: instancePath + "/findings/" + i1 + "/reproducer/expect/stdout", schemaPath: "#/properties/findings/items/properties/reproducer/properties/expect/properties/stdout/type", keyword: "type", params: { type: schema49.properties.findings.items.properties.reproducer.properties.expect.properties.stdout.type }, message: "must be string,null" };
                        if (vErrors === null) {
                          vErrors = [err70];
                        } else {
                          vErrors.push(err70);
                        }
                        errors++;
                      }
                    }
                  } else {
                    const err71 = { instancePath: instancePath + "/findings/" + i1 + "/reproducer/expect", schemaPath: "#/properties/findings/items/properties/reproducer/properties/expect/type", keyword: "type", params: { type: "object" }, message: "must be object" };
                    if (vErrors === null) {
                      vErrors = [err71];
                    } else {
                      vErrors.push(err71);
                    }
                    errors++;
                  }
                }
              }
            }
            if (data13.recommendation !== void 0) {
              let data33 = data13.recommendation;
              if (typeof data33 !== "string" && data33 !== null) {
                const err72 = { instancePath: instancePath + "/findings/" + i1 + "/recommendation", schemaPath: "#/properties/findings/items/properties/recommendation/type", keyword: "type", params: { type: schema49.properties.findings.items.properties.recommendation.type }, message: "must be string,null" };
                if (vErrors === null) {
                  vErrors = [err72];
                } else {
                  vErrors.push(err72);
                }
                errors++;
              }
            }
          } else {
            const err73 = { instancePath: instancePath + "/findings/" + i1, schemaPath: "#/properties/findings/items/type", keyword: "type", params: { type: "object" }, message: "must be object" };
            if (vErrors === null) {
              vErrors = [err73];
            } else {
              vErrors.push(err73);
            }
            errors++;
          }
        }
      } else {
        const err74 = { instancePath: instancePath + "/findings", schemaPath: "#/properties/findings/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err74];
        } else {
          vErrors.push(err74);
        }
        errors++;
      }
    }
  } else {
    const err75 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err75];
    } else {
      vErrors.push(err75);
    }
    errors++;
  }
  validate160.errors = vErrors;
  return errors === 0;
}
validate160.evaluated = { "props": { "tree": true, "positions": true, "findings": true }, "dynamicProps": false, "dynamicItems": false };
export {
  validatePositionsAnswer
};
