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
var validateConfig = validate52;
var schema19 = { "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "config.schema.json", "title": "Config", "description": "okstra.yaml at the repository's top. Durations are text such as 90s, 10m or 1h; sizes are text such as 64MB.", "type": "object", "additionalProperties": false, "properties": { "project": { "description": "First part of task keys. Absent: the package's name, else the folder's.", "type": "string", "minLength": 1, "maxLength": 100 }, "sources": { "description": "Where work items are read from, relative to the repository.", "type": "object", "additionalProperties": false, "properties": { "specs": { "description": "Folder of the spec folders. Absent: specs, else docs/specs.", "$ref": "#/$defs/relativePath" }, "frds": { "$ref": "#/$defs/relativePath", "default": "specs/frds" }, "tasks": { "$ref": "#/$defs/relativePath", "default": "docs/specs" } } }, "agents": { "description": "Agents by name. claude, codex and gemini are there without being configured.", "type": "object", "propertyNames": { "pattern": "^[A-Za-z][A-Za-z0-9_-]{0,49}$" }, "additionalProperties": { "$ref": "#/$defs/agent" } }, "models": { "description": "Names of models that are allowed besides those that `okstra config models` lists, by vendor.", "type": "object", "additionalProperties": { "type": "array", "items": { "$ref": "#/$defs/model" } } }, "roles": { "description": "Who does what. An agent's name, or name:model.", "type": "object", "additionalProperties": false, "properties": { "executor": { "description": "Absent: the first of claude, codex, gemini that is installed.", "$ref": "#/$defs/agentRef" }, "verifiers": { "description": "Absent: all of claude, codex, gemini that are installed.", "type": "array", "minItems": 1, "items": { "$ref": "#/$defs/agentRef" } }, "reportWriter": { "description": "none: reports carry no prose of an agent.", "$ref": "#/$defs/agentRef", "default": "none" } } }, "run": { "type": "object", "additionalProperties": false, "properties": { "mode": { "description": "strict: every check must pass. parallel: others may be working in the same repository.", "type": "string", "enum": ["strict", "parallel"], "default": "strict" }, "level": { "description": "light: one verifier, no baseline. cross: all verifiers.", "type": "string", "enum": ["light", "cross"], "default": "cross" }, "maxAttempts": { "type": "integer", "minimum": 1, "maximum": 100, "default": 2 }, "timeout": { "description": "Wall clock of one dispatch.", "$ref": "#/$defs/duration", "default": "60m" }, "silence": { "description": "Longest silence of an agent, tool calls apart; one for all roles, or one by role.", "anyOf": [{ "$ref": "#/$defs/duration" }, { "$ref": "#/$defs/roleDurations" }], "default": "10m" }, "firstResponse": { "description": "Longest wait for a model to begin its answer, where the agent's output shows that it was asked.", "$ref": "#/$defs/duration", "default": "45s" }, "toolTimeout": { "description": "Longest silence of an agent while a tool call of it is open.", "$ref": "#/$defs/duration", "default": "15m" }, "outputCap": { "description": "Output of one dispatch after which the agent is stopped.", "$ref": "#/$defs/size", "default": "4GB" }, "logCap": { "description": "Kept of each stream of a dispatch on disk, a quarter of it from its beginning and the rest from its end.", "$ref": "#/$defs/size", "default": "64MB" }, "maxTime": { "description": "Wall clock of a whole run; time in which okstra was not running, or waited for a quota, does not count.", "$ref": "#/$defs/duration", "default": "12h" }, "minFreeDisk": { "description": "Free space that the volumes of the run folder, of $OKSTRA_HOME and of the temporary folder must have.", "$ref": "#/$defs/size", "default": "200MB" }, "waitQuota": { "description": "Wait in place for a quota whose end is known: true (6h at most), or the longest wait of a run.", "anyOf": [{ "type": "boolean" }, { "$ref": "#/$defs/duration" }], "default": false }, "budgetTokens": { "description": "Tokens of all agents of a run together.", "type": "integer", "minimum": 1, "default": 5e6 }, "budgetUsd": { "description": "US dollars of all agents of a run together whose cost is known. Absent: no limit.", "type": "number", "exclusiveMinimum": 0 }, "reserveTokens": { "title": "ReservedTokens", "description": "Tokens that have to be left for one dispatch of a role. Absent: a share of the budget, later what the seat used before.", "type": "object", "additionalProperties": false, "properties": { "executor": { "type": "integer", "minimum": 1 }, "verifier": { "type": "integer", "minimum": 1 } } }, "reserveUsd": { "title": "ReservedUsd", "description": "US dollars that have to be left for one dispatch of a role. Absent: as for reserveTokens.", "type": "object", "additionalProperties": false, "properties": { "executor": { "type": "number", "exclusiveMinimum": 0 }, "verifier": { "type": "number", "exclusiveMinimum": 0 } } }, "baselineCache": { "description": "Take the results of checks on the base from an earlier run on the same tree.", "type": "boolean", "default": true }, "checkSandbox": { "description": "A sandbox around checks, set-up commands and reproducers. auto: where it works. off: never. required: a run without it is refused.", "type": "string", "enum": ["auto", "off", "required"], "default": "auto" }, "acceptanceCommands": { "description": "Checks of items that name none of their own.", "type": "array", "items": { "$ref": "#/$defs/command" }, "default": [] } } }, "convergence": { "type": "object", "additionalProperties": false, "properties": { "enabled": { "type": "boolean", "default": true }, "maxRounds": { "type": "integer", "minimum": 1, "maximum": 3, "default": 2 }, "verificationMode": { "type": "string", "enum": ["lightweight", "full-reanalysis"], "default": "lightweight" } } }, "verification": { "type": "object", "additionalProperties": false, "properties": { "requireCrossVendor": { "description": "Refuse a roster without a verifier of another vendor than the executor's.", "type": "boolean", "default": false }, "allowMissing": { "description": "Go on when a verifier of the roster cannot run.", "type": "boolean", "default": false }, "panel": { "description": "full: every verifier of the roster. auto: fewer for a tiny change, more as soon as one has something to say.", "type": "string", "enum": ["full", "auto"], "default": "full" } } }, "checks": { "description": "Commands okstra runs itself, by category.", "type": "object", "additionalProperties": false, "properties": { "lint": { "type": "array", "items": { "$ref": "#/$defs/check" }, "default": [] }, "format": { "type": "array", "items": { "$ref": "#/$defs/check" }, "default": [] }, "typecheck": { "type": "array", "items": { "$ref": "#/$defs/check" }, "default": [] }, "test": { "type": "array", "items": { "$ref": "#/$defs/check" }, "default": [] } } }, "worktree": { "type": "object", "additionalProperties": false, "properties": { "setup": { "description": "Commands that make a fresh worktree usable. Absent: the frozen install of the lockfile found. []: none.", "type": "array", "items": { "$ref": "#/$defs/command" } }, "copy": { "description": "Ignored files copied into a fresh worktree.", "type": "array", "items": { "$ref": "#/$defs/relativePath" }, "default": [] } } }, "report": { "type": "object", "additionalProperties": false, "properties": { "language": { "type": "string", "enum": ["en", "ko"], "default": "en" } } }, "git": { "type": "object", "additionalProperties": false, "properties": { "hooks": { "description": "Run the repository's git hooks when okstra commits.", "type": "boolean", "default": false } } }, "leases": { "description": "The right to work on an item, which one run has at a time.", "type": "object", "additionalProperties": false, "properties": { "remote": { "description": "Name of a git remote where leases are taken too, so that other clones and machines see them. none: this repository only.", "type": "string", "pattern": "^[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}$", "default": "none" }, "ttl": { "description": "How long a lease is good for without being renewed, from 3s; a run renews it three times as often.", "$ref": "#/$defs/duration", "default": "30m" }, "clockSkew": { "description": "By how much clocks of machines may differ, at most a third of ttl: a holder that cannot renew stops so long before the end, another machine takes over so long after it.", "$ref": "#/$defs/duration", "default": "2m" }, "remoteTimeout": { "description": "How long each call to the remote may take.", "$ref": "#/$defs/duration", "default": "20s" } } }, "frd": { "description": "Feature documents: claims on their tasks, and what runs remember.", "type": "object", "additionalProperties": false, "properties": { "remote": { "description": "Name of the git remote where tasks are claimed. Absent: origin where there is one. none: claims are files of this checkout.", "type": "string", "pattern": "^[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}$" }, "claimTtl": { "description": "How long a claim is good for without being renewed, from 3s.", "$ref": "#/$defs/duration", "default": "24h" }, "mergeLease": { "description": "How long the claims of a finished bundle wait for its branch to be merged.", "$ref": "#/$defs/age", "default": "14d" }, "notesTokens": { "description": "How much of .codex/NOTES.md a prompt may hold, in tokens.", "type": "integer", "minimum": 0, "maximum": 1e5, "default": 1500 } } }, "redact": { "description": "Secrets besides those that okstra knows by the names of variables and by their shapes.", "type": "object", "additionalProperties": false, "properties": { "env": { "description": "Variables whose values are redacted whatever their names say: of okstra's environment, of agents, of checks, and in the files below.", "type": "array", "items": { "type": "string", "pattern": "^[A-Za-z_][A-Za-z0-9_]*$", "maxLength": 200 }, "default": [] }, "files": { "description": "Files of the form NAME=value, relative to the repository, whose secret-looking and named variables are redacted.", "type": "array", "items": { "type": "string", "minLength": 1, "maxLength": 500 }, "default": [] }, "patterns": { "description": "Shapes of secrets: at least three signs as they are, then signs, \\d, \\w and classes, each with a number of times.", "type": "array", "items": { "type": "string", "minLength": 3, "maxLength": 500 }, "default": [] } } }, "tasks": { "type": "object", "additionalProperties": false, "properties": { "regressionCheck": { "description": "Which finished tasks of the queue okstra work verifies again after a task: none, those whose files it changed too, or all.", "type": "string", "enum": ["off", "overlap", "all"], "default": "overlap" } } }, "followups": { "type": "object", "additionalProperties": false, "properties": { "autoSpawn": { "description": "From which level on follow-ups of an accepted run become items without being asked for.", "type": "string", "enum": ["none", "blocker", "major", "all"], "default": "none" } } }, "retention": { "description": "What okstra gc may remove of runs that are over.", "type": "object", "additionalProperties": false, "properties": { "runs": { "description": "Age from which on a run may go, if it is not among the last ones of its item.", "$ref": "#/$defs/age", "default": "90d" }, "keepLast": { "description": "Runs of each item that stay however old they are.", "type": "integer", "minimum": 1, "maximum": 1e5, "default": 10 }, "logs": { "description": "Age of a run from which on agents' streams and logs may go; journal, answers and report stay.", "$ref": "#/$defs/age", "default": "30d" }, "cache": { "description": "Age from which on what lies unused in okstra's caches may go.", "$ref": "#/$defs/age", "default": "30d" } } }, "pricing": { "description": "US dollars per million tokens, by name of an agent or of a model; the agent's comes first.", "type": "object", "propertyNames": { "maxLength": 200 }, "additionalProperties": { "$ref": "#/$defs/price" } }, "ui": { "type": "object", "additionalProperties": false, "properties": { "progress": { "description": "Live rows, plain lines, or rows on a terminal only.", "type": "string", "enum": ["auto", "rows", "plain"], "default": "auto" } } } }, "$defs": { "duration": { "type": "string", "pattern": "^(?!0+(?:\\.0+)?[a-z])[0-9]{1,9}(?:\\.[0-9]{1,3})?(?:ms|s|m|h)$" }, "roleDurations": { "title": "RoleDurations", "type": "object", "additionalProperties": false, "minProperties": 1, "properties": { "executor": { "$ref": "#/$defs/duration" }, "verifier": { "$ref": "#/$defs/duration" } } }, "age": { "type": "string", "pattern": "^[1-9][0-9]{0,3}[hdw]$" }, "size": { "type": "string", "pattern": "^[1-9][0-9]{0,5}(?:KB|MB|GB)$" }, "relativePath": { "type": "string", "pattern": "^(?![/~])(?!.*(?:^|/)\\.\\.(?:/|$))[^\\\\\\u0000-\\u001f:]+$" }, "command": { "type": "string", "pattern": "\\S", "maxLength": 1e4 }, "agentRef": { "type": "string", "pattern": "^[A-Za-z][A-Za-z0-9_-]{0,49}(?::[A-Za-z0-9][^\\s]{0,199})?$" }, "model": { "type": "string", "pattern": "^[A-Za-z0-9][^\\s]{0,199}$" }, "environment": { "type": "object", "propertyNames": { "pattern": "^[A-Za-z_][A-Za-z0-9_]*$" }, "additionalProperties": { "type": "string" } }, "agent": { "title": "AgentEntry", "description": "A model behind a driver. Only claude, codex and gemini may leave out the driver.", "type": "object", "additionalProperties": false, "properties": { "driver": { "type": "string", "enum": ["claude-cli", "codex-cli", "gemini-cli", "anthropic-api", "openai-api", "gemini-api", "command", "replay"] }, "vendor": { "description": "Who is behind it, for counting independent vendors. Absent: the driver's vendor, else the agent's name.", "type": "string", "minLength": 1, "maxLength": 100 }, "model": { "$ref": "#/$defs/model" }, "effort": { "description": "Reasoning effort; which words there are depends on the driver.", "type": "string", "minLength": 1 }, "maxTurns": { "description": "claude-cli, gemini-cli: most turns of one dispatch; the CLI ends beyond them. Absent: no limit but the clocks. API drivers: most model calls of one dispatch. Absent: 500.", "type": "integer", "minimum": 1 }, "maxBudgetUsd": { "description": "claude-cli: most money of one dispatch in US dollars, as the CLI counts it. API drivers: as pricing counts it.", "type": "number", "exclusiveMinimum": 0 }, "program": { "description": "CLI drivers: the program to start instead of the CLI's usual name.", "type": "string", "minLength": 1 }, "command": { "description": "command driver: program and arguments.", "type": "array", "minItems": 1, "items": { "type": "string", "minLength": 1 } }, "prompt": { "description": "command driver: how the prompt is handed over. Absent: stdin.", "type": "string", "enum": ["stdin", "arg", "file"] }, "sandbox": { "description": "A level of the user's own choice. Absent: the narrowest that fits the role.", "type": "string", "enum": ["read-only", "workspace-write", "full"] }, "recording": { "description": "replay driver: folder of the recording, relative to the repository or absolute.", "type": "string", "minLength": 1 }, "baseUrl": { "description": "API drivers: where the API is. Absent: the vendor's own address.", "type": "string", "minLength": 1 }, "keyEnv": { "description": "API drivers: the variable that holds the key. Absent: ANTHROPIC_API_KEY, OPENAI_API_KEY or GEMINI_API_KEY; with a baseUrl none.", "type": "string", "pattern": "^[A-Za-z_][A-Za-z0-9_]*$" }, "wire": { "description": "openai-api: responses (Responses API) or chat (Chat Completions). Absent: responses.", "type": "string", "enum": ["responses", "chat"] }, "temperature": { "description": "API drivers: sampling temperature. Absent: the model's default.", "type": "number", "minimum": 0, "maximum": 2 }, "maxTokens": { "description": "API drivers: most tokens of one answer of the model. Absent: what the API gives, with anthropic-api 32000 (older models 8192 or 4096).", "type": "integer", "minimum": 1 }, "requestTimeout": { "description": "API drivers: wall clock of one model call. Absent: 10m.", "$ref": "#/$defs/duration" }, "answerForm": { "description": "API drivers: schema hands the form of an answer to the API; prompt only asks for it in words, for servers that cannot do that beside tools. Absent: schema; prompt with gemini-api, and with wire chat and a baseUrl.", "type": "string", "enum": ["schema", "prompt"] }, "env": { "description": "Laid over okstra's own environment.", "$ref": "#/$defs/environment" } } }, "check": { "title": "ConfiguredCheck", "type": "object", "additionalProperties": false, "required": ["cmd"], "properties": { "label": { "description": "Unique in its category. Absent: the command.", "type": "string", "minLength": 1, "maxLength": 100 }, "cmd": { "description": "Given to sh -c.", "$ref": "#/$defs/command" }, "language": { "description": "Run only when a file of this language changed.", "type": "string", "minLength": 1 }, "network": { "description": "Whether it reaches other machines.", "type": "boolean", "default": false }, "sandbox": { "description": "false: outside the sandbox.", "type": "boolean", "default": true }, "timeout": { "$ref": "#/$defs/duration", "default": "10m" }, "cwd": { "$ref": "#/$defs/relativePath", "default": "." }, "env": { "$ref": "#/$defs/environment", "default": {} }, "junit": { "description": "File or glob of the JUnit XML that the command writes, relative to its folder. Absent: tests are counted in its output.", "$ref": "#/$defs/relativePath" } } }, "price": { "title": "ConfiguredPrice", "type": "object", "additionalProperties": false, "required": ["input", "output"], "properties": { "input": { "type": "number", "minimum": 0 }, "cachedInput": { "description": "Of the input. Absent: as any input.", "type": "number", "minimum": 0 }, "output": { "type": "number", "minimum": 0 }, "reasoning": { "description": "Of the output. Absent: as any output.", "type": "number", "minimum": 0 } } } } };
var func1 = Object.prototype.hasOwnProperty;
var func2 = require_ucs2length().default;
var pattern3 = new RegExp("^(?![/~])(?!.*(?:^|/)\\.\\.(?:/|$))[^\\\\\\u0000-\\u001f:]+$", "u");
function validate53(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate53.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (typeof data === "string") {
    if (!pattern3.test(data)) {
      const err0 = { instancePath, schemaPath: "#/pattern", keyword: "pattern", params: { pattern: "^(?![/~])(?!.*(?:^|/)\\.\\.(?:/|$))[^\\\\\\u0000-\\u001f:]+$" }, message: 'must match pattern "^(?![/~])(?!.*(?:^|/)\\.\\.(?:/|$))[^\\\\\\u0000-\\u001f:]+$"' };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
  } else {
    const err1 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "string" }, message: "must be string" };
    if (vErrors === null) {
      vErrors = [err1];
    } else {
      vErrors.push(err1);
    }
    errors++;
  }
  validate53.errors = vErrors;
  return errors === 0;
}
validate53.evaluated = { "dynamicProps": false, "dynamicItems": false };
var schema21 = { "title": "AgentEntry", "description": "A model behind a driver. Only claude, codex and gemini may leave out the driver.", "type": "object", "additionalProperties": false, "properties": { "driver": { "type": "string", "enum": ["claude-cli", "codex-cli", "gemini-cli", "anthropic-api", "openai-api", "gemini-api", "command", "replay"] }, "vendor": { "description": "Who is behind it, for counting independent vendors. Absent: the driver's vendor, else the agent's name.", "type": "string", "minLength": 1, "maxLength": 100 }, "model": { "$ref": "#/$defs/model" }, "effort": { "description": "Reasoning effort; which words there are depends on the driver.", "type": "string", "minLength": 1 }, "maxTurns": { "description": "claude-cli, gemini-cli: most turns of one dispatch; the CLI ends beyond them. Absent: no limit but the clocks. API drivers: most model calls of one dispatch. Absent: 500.", "type": "integer", "minimum": 1 }, "maxBudgetUsd": { "description": "claude-cli: most money of one dispatch in US dollars, as the CLI counts it. API drivers: as pricing counts it.", "type": "number", "exclusiveMinimum": 0 }, "program": { "description": "CLI drivers: the program to start instead of the CLI's usual name.", "type": "string", "minLength": 1 }, "command": { "description": "command driver: program and arguments.", "type": "array", "minItems": 1, "items": { "type": "string", "minLength": 1 } }, "prompt": { "description": "command driver: how the prompt is handed over. Absent: stdin.", "type": "string", "enum": ["stdin", "arg", "file"] }, "sandbox": { "description": "A level of the user's own choice. Absent: the narrowest that fits the role.", "type": "string", "enum": ["read-only", "workspace-write", "full"] }, "recording": { "description": "replay driver: folder of the recording, relative to the repository or absolute.", "type": "string", "minLength": 1 }, "baseUrl": { "description": "API drivers: where the API is. Absent: the vendor's own address.", "type": "string", "minLength": 1 }, "keyEnv": { "description": "API drivers: the variable that holds the key. Absent: ANTHROPIC_API_KEY, OPENAI_API_KEY or GEMINI_API_KEY; with a baseUrl none.", "type": "string", "pattern": "^[A-Za-z_][A-Za-z0-9_]*$" }, "wire": { "description": "openai-api: responses (Responses API) or chat (Chat Completions). Absent: responses.", "type": "string", "enum": ["responses", "chat"] }, "temperature": { "description": "API drivers: sampling temperature. Absent: the model's default.", "type": "number", "minimum": 0, "maximum": 2 }, "maxTokens": { "description": "API drivers: most tokens of one answer of the model. Absent: what the API gives, with anthropic-api 32000 (older models 8192 or 4096).", "type": "integer", "minimum": 1 }, "requestTimeout": { "description": "API drivers: wall clock of one model call. Absent: 10m.", "$ref": "#/$defs/duration" }, "answerForm": { "description": "API drivers: schema hands the form of an answer to the API; prompt only asks for it in words, for servers that cannot do that beside tools. Absent: schema; prompt with gemini-api, and with wire chat and a baseUrl.", "type": "string", "enum": ["schema", "prompt"] }, "env": { "description": "Laid over okstra's own environment.", "$ref": "#/$defs/environment" } } };
var pattern5 = new RegExp("^[A-Za-z0-9][^\\s]{0,199}$", "u");
function validate58(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate58.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (typeof data === "string") {
    if (!pattern5.test(data)) {
      const err0 = { instancePath, schemaPath: "#/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9][^\\s]{0,199}$" }, message: 'must match pattern "^[A-Za-z0-9][^\\s]{0,199}$"' };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
  } else {
    const err1 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "string" }, message: "must be string" };
    if (vErrors === null) {
      vErrors = [err1];
    } else {
      vErrors.push(err1);
    }
    errors++;
  }
  validate58.errors = vErrors;
  return errors === 0;
}
validate58.evaluated = { "dynamicProps": false, "dynamicItems": false };
var pattern7 = new RegExp("^(?!0+(?:\\.0+)?[a-z])[0-9]{1,9}(?:\\.[0-9]{1,3})?(?:ms|s|m|h)$", "u");
function validate60(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate60.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (typeof data === "string") {
    if (!pattern7.test(data)) {
      const err0 = { instancePath, schemaPath: "#/pattern", keyword: "pattern", params: { pattern: "^(?!0+(?:\\.0+)?[a-z])[0-9]{1,9}(?:\\.[0-9]{1,3})?(?:ms|s|m|h)$" }, message: 'must match pattern "^(?!0+(?:\\.0+)?[a-z])[0-9]{1,9}(?:\\.[0-9]{1,3})?(?:ms|s|m|h)$"' };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
  } else {
    const err1 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "string" }, message: "must be string" };
    if (vErrors === null) {
      vErrors = [err1];
    } else {
      vErrors.push(err1);
    }
    errors++;
  }
  validate60.errors = vErrors;
  return errors === 0;
}
validate60.evaluated = { "dynamicProps": false, "dynamicItems": false };
var pattern6 = new RegExp("^[A-Za-z_][A-Za-z0-9_]*$", "u");
function validate62(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate62.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (const key0 in data) {
      const _errs1 = errors;
      if (typeof key0 === "string") {
        if (!pattern6.test(key0)) {
          const err0 = { instancePath, schemaPath: "#/propertyNames/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z_][A-Za-z0-9_]*$" }, message: 'must match pattern "^[A-Za-z_][A-Za-z0-9_]*$"', propertyName: key0 };
          if (vErrors === null) {
            vErrors = [err0];
          } else {
            vErrors.push(err0);
          }
          errors++;
        }
      }
      var valid0 = _errs1 === errors;
      if (!valid0) {
        const err1 = { instancePath, schemaPath: "#/propertyNames", keyword: "propertyNames", params: { propertyName: key0 }, message: "property name must be valid" };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    }
    for (const key1 in data) {
      if (typeof data[key1] !== "string") {
        const err2 = { instancePath: instancePath + "/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/additionalProperties/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
  } else {
    const err3 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err3];
    } else {
      vErrors.push(err3);
    }
    errors++;
  }
  validate62.errors = vErrors;
  return errors === 0;
}
validate62.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
function validate57(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate57.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (const key0 in data) {
      if (!func1.call(schema21.properties, key0)) {
        const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
    }
    if (data.driver !== void 0) {
      let data0 = data.driver;
      if (typeof data0 !== "string") {
        const err1 = { instancePath: instancePath + "/driver", schemaPath: "#/properties/driver/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
      if (!(data0 === "claude-cli" || data0 === "codex-cli" || data0 === "gemini-cli" || data0 === "anthropic-api" || data0 === "openai-api" || data0 === "gemini-api" || data0 === "command" || data0 === "replay")) {
        const err2 = { instancePath: instancePath + "/driver", schemaPath: "#/properties/driver/enum", keyword: "enum", params: { allowedValues: schema21.properties.driver.enum }, message: "must be equal to one of the allowed values" };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.vendor !== void 0) {
      let data1 = data.vendor;
      if (typeof data1 === "string") {
        if (func2(data1) > 100) {
          const err3 = { instancePath: instancePath + "/vendor", schemaPath: "#/properties/vendor/maxLength", keyword: "maxLength", params: { limit: 100 }, message: "must NOT have more than 100 characters" };
          if (vErrors === null) {
            vErrors = [err3];
          } else {
            vErrors.push(err3);
          }
          errors++;
        }
        if (func2(data1) < 1) {
          const err4 = { instancePath: instancePath + "/vendor", schemaPath: "#/properties/vendor/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
          if (vErrors === null) {
            vErrors = [err4];
          } else {
            vErrors.push(err4);
          }
          errors++;
        }
      } else {
        const err5 = { instancePath: instancePath + "/vendor", schemaPath: "#/properties/vendor/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    if (data.model !== void 0) {
      if (!validate58(data.model, { instancePath: instancePath + "/model", parentData: data, parentDataProperty: "model", rootData, dynamicAnchors })) {
        vErrors = vErrors === null ? validate58.errors : vErrors.concat(validate58.errors);
        errors = vErrors.length;
      }
    }
    if (data.effort !== void 0) {
      let data3 = data.effort;
      if (typeof data3 === "string") {
        if (func2(data3) < 1) {
          const err6 = { instancePath: instancePath + "/effort", schemaPath: "#/properties/effort/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
          if (vErrors === null) {
            vErrors = [err6];
          } else {
            vErrors.push(err6);
          }
          errors++;
        }
      } else {
        const err7 = { instancePath: instancePath + "/effort", schemaPath: "#/properties/effort/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
    }
    if (data.maxTurns !== void 0) {
      let data4 = data.maxTurns;
      if (!(typeof data4 == "number" && (!(data4 % 1) && !isNaN(data4)) && isFinite(data4))) {
        const err8 = { instancePath: instancePath + "/maxTurns", schemaPath: "#/properties/maxTurns/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
      }
      if (typeof data4 == "number" && isFinite(data4)) {
        if (data4 < 1 || isNaN(data4)) {
          const err9 = { instancePath: instancePath + "/maxTurns", schemaPath: "#/properties/maxTurns/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
          if (vErrors === null) {
            vErrors = [err9];
          } else {
            vErrors.push(err9);
          }
          errors++;
        }
      }
    }
    if (data.maxBudgetUsd !== void 0) {
      let data5 = data.maxBudgetUsd;
      if (typeof data5 == "number" && isFinite(data5)) {
        if (data5 <= 0 || isNaN(data5)) {
          const err10 = { instancePath: instancePath + "/maxBudgetUsd", schemaPath: "#/properties/maxBudgetUsd/exclusiveMinimum", keyword: "exclusiveMinimum", params: { comparison: ">", limit: 0 }, message: "must be > 0" };
          if (vErrors === null) {
            vErrors = [err10];
          } else {
            vErrors.push(err10);
          }
          errors++;
        }
      } else {
        const err11 = { instancePath: instancePath + "/maxBudgetUsd", schemaPath: "#/properties/maxBudgetUsd/type", keyword: "type", params: { type: "number" }, message: "must be number" };
        if (vErrors === null) {
          vErrors = [err11];
        } else {
          vErrors.push(err11);
        }
        errors++;
      }
    }
    if (data.program !== void 0) {
      let data6 = data.program;
      if (typeof data6 === "string") {
        if (func2(data6) < 1) {
          const err12 = { instancePath: instancePath + "/program", schemaPath: "#/properties/program/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
          if (vErrors === null) {
            vErrors = [err12];
          } else {
            vErrors.push(err12);
          }
          errors++;
        }
      } else {
        const err13 = { instancePath: instancePath + "/program", schemaPath: "#/properties/program/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err13];
        } else {
          vErrors.push(err13);
        }
        errors++;
      }
    }
    if (data.command !== void 0) {
      let data7 = data.command;
      if (Array.isArray(data7)) {
        if (data7.length < 1) {
          const err14 = { instancePath: instancePath + "/command", schemaPath: "#/properties/command/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items" };
          if (vErrors === null) {
            vErrors = [err14];
          } else {
            vErrors.push(err14);
          }
          errors++;
        }
        const len0 = data7.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data8 = data7[i0];
          if (typeof data8 === "string") {
            if (func2(data8) < 1) {
              const err15 = { instancePath: instancePath + "/command/" + i0, schemaPath: "#/properties/command/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err15];
              } else {
                vErrors.push(err15);
              }
              errors++;
            }
          } else {
            const err16 = { instancePath: instancePath + "/command/" + i0, schemaPath: "#/properties/command/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err16];
            } else {
              vErrors.push(err16);
            }
            errors++;
          }
        }
      } else {
        const err17 = { instancePath: instancePath + "/command", schemaPath: "#/properties/command/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err17];
        } else {
          vErrors.push(err17);
        }
        errors++;
      }
    }
    if (data.prompt !== void 0) {
      let data9 = data.prompt;
      if (typeof data9 !== "string") {
        const err18 = { instancePath: instancePath + "/prompt", schemaPath: "#/properties/prompt/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err18];
        } else {
          vErrors.push(err18);
        }
        errors++;
      }
      if (!(data9 === "stdin" || data9 === "arg" || data9 === "file")) {
        const err19 = { instancePath: instancePath + "/prompt", schemaPath: "#/properties/prompt/enum", keyword: "enum", params: { allowedValues: schema21.properties.prompt.enum }, message: "must be equal to one of the allowed values" };
        if (vErrors === null) {
          vErrors = [err19];
        } else {
          vErrors.push(err19);
        }
        errors++;
      }
    }
    if (data.sandbox !== void 0) {
      let data10 = data.sandbox;
      if (typeof data10 !== "string") {
        const err20 = { instancePath: instancePath + "/sandbox", schemaPath: "#/properties/sandbox/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err20];
        } else {
          vErrors.push(err20);
        }
        errors++;
      }
      if (!(data10 === "read-only" || data10 === "workspace-write" || data10 === "full")) {
        const err21 = { instancePath: instancePath + "/sandbox", schemaPath: "#/properties/sandbox/enum", keyword: "enum", params: { allowedValues: schema21.properties.sandbox.enum }, message: "must be equal to one of the allowed values" };
        if (vErrors === null) {
          vErrors = [err21];
        } else {
          vErrors.push(err21);
        }
        errors++;
      }
    }
    if (data.recording !== void 0) {
      let data11 = data.recording;
      if (typeof data11 === "string") {
        if (func2(data11) < 1) {
          const err22 = { instancePath: instancePath + "/recording", schemaPath: "#/properties/recording/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
          if (vErrors === null) {
            vErrors = [err22];
          } else {
            vErrors.push(err22);
          }
          errors++;
        }
      } else {
        const err23 = { instancePath: instancePath + "/recording", schemaPath: "#/properties/recording/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err23];
        } else {
          vErrors.push(err23);
        }
        errors++;
      }
    }
    if (data.baseUrl !== void 0) {
      let data12 = data.baseUrl;
      if (typeof data12 === "string") {
        if (func2(data12) < 1) {
          const err24 = { instancePath: instancePath + "/baseUrl", schemaPath: "#/properties/baseUrl/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
          if (vErrors === null) {
            vErrors = [err24];
          } else {
            vErrors.push(err24);
          }
          errors++;
        }
      } else {
        const err25 = { instancePath: instancePath + "/baseUrl", schemaPath: "#/properties/baseUrl/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err25];
        } else {
          vErrors.push(err25);
        }
        errors++;
      }
    }
    if (data.keyEnv !== void 0) {
      let data13 = data.keyEnv;
      if (typeof data13 === "string") {
        if (!pattern6.test(data13)) {
          const err26 = { instancePath: instancePath + "/keyEnv", schemaPath: "#/properties/keyEnv/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z_][A-Za-z0-9_]*$" }, message: 'must match pattern "^[A-Za-z_][A-Za-z0-9_]*$"' };
          if (vErrors === null) {
            vErrors = [err26];
          } else {
            vErrors.push(err26);
          }
          errors++;
        }
      } else {
        const err27 = { instancePath: instancePath + "/keyEnv", schemaPath: "#/properties/keyEnv/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err27];
        } else {
          vErrors.push(err27);
        }
        errors++;
      }
    }
    if (data.wire !== void 0) {
      let data14 = data.wire;
      if (typeof data14 !== "string") {
        const err28 = { instancePath: instancePath + "/wire", schemaPath: "#/properties/wire/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err28];
        } else {
          vErrors.push(err28);
        }
        errors++;
      }
      if (!(data14 === "responses" || data14 === "chat")) {
        const err29 = { instancePath: instancePath + "/wire", schemaPath: "#/properties/wire/enum", keyword: "enum", params: { allowedValues: schema21.properties.wire.enum }, message: "must be equal to one of the allowed values" };
        if (vErrors === null) {
          vErrors = [err29];
        } else {
          vErrors.push(err29);
        }
        errors++;
      }
    }
    if (data.temperature !== void 0) {
      let data15 = data.temperature;
      if (typeof data15 == "number" && isFinite(data15)) {
        if (data15 > 2 || isNaN(data15)) {
          const err30 = { instancePath: instancePath + "/temperature", schemaPath: "#/properties/temperature/maximum", keyword: "maximum", params: { comparison: "<=", limit: 2 }, message: "must be <= 2" };
          if (vErrors === null) {
            vErrors = [err30];
          } else {
            vErrors.push(err30);
          }
          errors++;
        }
        if (data15 < 0 || isNaN(data15)) {
          const err31 = { instancePath: instancePath + "/temperature", schemaPath: "#/properties/temperature/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
          if (vErrors === null) {
            vErrors = [err31];
          } else {
            vErrors.push(err31);
          }
          errors++;
        }
      } else {
        const err32 = { instancePath: instancePath + "/temperature", schemaPath: "#/properties/temperature/type", keyword: "type", params: { type: "number" }, message: "must be number" };
        if (vErrors === null) {
          vErrors = [err32];
        } else {
          vErrors.push(err32);
        }
        errors++;
      }
    }
    if (data.maxTokens !== void 0) {
      let data16 = data.maxTokens;
      if (!(typeof data16 == "number" && (!(data16 % 1) && !isNaN(data16)) && isFinite(data16))) {
        const err33 = { instancePath: instancePath + "/maxTokens", schemaPath: "#/properties/maxTokens/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
        if (vErrors === null) {
          vErrors = [err33];
        } else {
          vErrors.push(err33);
        }
        errors++;
      }
      if (typeof data16 == "number" && isFinite(data16)) {
        if (data16 < 1 || isNaN(data16)) {
          const err34 = { instancePath: instancePath + "/maxTokens", schemaPath: "#/properties/maxTokens/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
          if (vErrors === null) {
            vErrors = [err34];
          } else {
            vErrors.push(err34);
          }
          errors++;
        }
      }
    }
    if (data.requestTimeout !== void 0) {
      if (!validate60(data.requestTimeout, { instancePath: instancePath + "/requestTimeout", parentData: data, parentDataProperty: "requestTimeout", rootData, dynamicAnchors })) {
        vErrors = vErrors === null ? validate60.errors : vErrors.concat(validate60.errors);
        errors = vErrors.length;
      }
    }
    if (data.answerForm !== void 0) {
      let data18 = data.answerForm;
      if (typeof data18 !== "string") {
        const err35 = { instancePath: instancePath + "/answerForm", schemaPath: "#/properties/answerForm/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err35];
        } else {
          vErrors.push(err35);
        }
        errors++;
      }
      if (!(data18 === "schema" || data18 === "prompt")) {
        const err36 = { instancePath: instancePath + "/answerForm", schemaPath: "#/properties/answerForm/enum", keyword: "enum", params: { allowedValues: schema21.properties.answerForm.enum }, message: "must be equal to one of the allowed values" };
        if (vErrors === null) {
          vErrors = [err36];
        } else {
          vErrors.push(err36);
        }
        errors++;
      }
    }
    if (data.env !== void 0) {
      if (!validate62(data.env, { instancePath: instancePath + "/env", parentData: data, parentDataProperty: "env", rootData, dynamicAnchors })) {
        vErrors = vErrors === null ? validate62.errors : vErrors.concat(validate62.errors);
        errors = vErrors.length;
      }
    }
  } else {
    const err37 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err37];
    } else {
      vErrors.push(err37);
    }
    errors++;
  }
  validate57.errors = vErrors;
  return errors === 0;
}
validate57.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
var pattern9 = new RegExp("^[A-Za-z][A-Za-z0-9_-]{0,49}(?::[A-Za-z0-9][^\\s]{0,199})?$", "u");
function validate66(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate66.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (typeof data === "string") {
    if (!pattern9.test(data)) {
      const err0 = { instancePath, schemaPath: "#/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z][A-Za-z0-9_-]{0,49}(?::[A-Za-z0-9][^\\s]{0,199})?$" }, message: 'must match pattern "^[A-Za-z][A-Za-z0-9_-]{0,49}(?::[A-Za-z0-9][^\\s]{0,199})?$"' };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
  } else {
    const err1 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "string" }, message: "must be string" };
    if (vErrors === null) {
      vErrors = [err1];
    } else {
      vErrors.push(err1);
    }
    errors++;
  }
  validate66.errors = vErrors;
  return errors === 0;
}
validate66.evaluated = { "dynamicProps": false, "dynamicItems": false };
function validate72(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate72.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (Object.keys(data).length < 1) {
      const err0 = { instancePath, schemaPath: "#/minProperties", keyword: "minProperties", params: { limit: 1 }, message: "must NOT have fewer than 1 properties" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "executor" || key0 === "verifier")) {
        const err1 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    }
    if (data.executor !== void 0) {
      if (!validate60(data.executor, { instancePath: instancePath + "/executor", parentData: data, parentDataProperty: "executor", rootData, dynamicAnchors })) {
        vErrors = vErrors === null ? validate60.errors : vErrors.concat(validate60.errors);
        errors = vErrors.length;
      }
    }
    if (data.verifier !== void 0) {
      if (!validate60(data.verifier, { instancePath: instancePath + "/verifier", parentData: data, parentDataProperty: "verifier", rootData, dynamicAnchors })) {
        vErrors = vErrors === null ? validate60.errors : vErrors.concat(validate60.errors);
        errors = vErrors.length;
      }
    }
  } else {
    const err2 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err2];
    } else {
      vErrors.push(err2);
    }
    errors++;
  }
  validate72.errors = vErrors;
  return errors === 0;
}
validate72.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
var pattern10 = new RegExp("^[1-9][0-9]{0,5}(?:KB|MB|GB)$", "u");
function validate78(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate78.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (typeof data === "string") {
    if (!pattern10.test(data)) {
      const err0 = { instancePath, schemaPath: "#/pattern", keyword: "pattern", params: { pattern: "^[1-9][0-9]{0,5}(?:KB|MB|GB)$" }, message: 'must match pattern "^[1-9][0-9]{0,5}(?:KB|MB|GB)$"' };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
  } else {
    const err1 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "string" }, message: "must be string" };
    if (vErrors === null) {
      vErrors = [err1];
    } else {
      vErrors.push(err1);
    }
    errors++;
  }
  validate78.errors = vErrors;
  return errors === 0;
}
validate78.evaluated = { "dynamicProps": false, "dynamicItems": false };
var pattern11 = new RegExp("\\S", "u");
function validate84(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate84.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (typeof data === "string") {
    if (func2(data) > 1e4) {
      const err0 = { instancePath, schemaPath: "#/maxLength", keyword: "maxLength", params: { limit: 1e4 }, message: "must NOT have more than 10000 characters" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (!pattern11.test(data)) {
      const err1 = { instancePath, schemaPath: "#/pattern", keyword: "pattern", params: { pattern: "\\S" }, message: 'must match pattern "\\S"' };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
  } else {
    const err2 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "string" }, message: "must be string" };
    if (vErrors === null) {
      vErrors = [err2];
    } else {
      vErrors.push(err2);
    }
    errors++;
  }
  validate84.errors = vErrors;
  return errors === 0;
}
validate84.evaluated = { "dynamicProps": false, "dynamicItems": false };
var schema29 = { "title": "ConfiguredCheck", "type": "object", "additionalProperties": false, "required": ["cmd"], "properties": { "label": { "description": "Unique in its category. Absent: the command.", "type": "string", "minLength": 1, "maxLength": 100 }, "cmd": { "description": "Given to sh -c.", "$ref": "#/$defs/command" }, "language": { "description": "Run only when a file of this language changed.", "type": "string", "minLength": 1 }, "network": { "description": "Whether it reaches other machines.", "type": "boolean", "default": false }, "sandbox": { "description": "false: outside the sandbox.", "type": "boolean", "default": true }, "timeout": { "$ref": "#/$defs/duration", "default": "10m" }, "cwd": { "$ref": "#/$defs/relativePath", "default": "." }, "env": { "$ref": "#/$defs/environment", "default": {} }, "junit": { "description": "File or glob of the JUnit XML that the command writes, relative to its folder. Absent: tests are counted in its output.", "$ref": "#/$defs/relativePath" } } };
function validate86(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate86.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.cmd === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "cmd" }, message: "must have required property 'cmd'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!func1.call(schema29.properties, key0)) {
        const err1 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    }
    if (data.label !== void 0) {
      let data0 = data.label;
      if (typeof data0 === "string") {
        if (func2(data0) > 100) {
          const err2 = { instancePath: instancePath + "/label", schemaPath: "#/properties/label/maxLength", keyword: "maxLength", params: { limit: 100 }, message: "must NOT have more than 100 characters" };
          if (vErrors === null) {
            vErrors = [err2];
          } else {
            vErrors.push(err2);
          }
          errors++;
        }
        if (func2(data0) < 1) {
          const err3 = { instancePath: instancePath + "/label", schemaPath: "#/properties/label/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
          if (vErrors === null) {
            vErrors = [err3];
          } else {
            vErrors.push(err3);
          }
          errors++;
        }
      } else {
        const err4 = { instancePath: instancePath + "/label", schemaPath: "#/properties/label/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.cmd !== void 0) {
      if (!validate84(data.cmd, { instancePath: instancePath + "/cmd", parentData: data, parentDataProperty: "cmd", rootData, dynamicAnchors })) {
        vErrors = vErrors === null ? validate84.errors : vErrors.concat(validate84.errors);
        errors = vErrors.length;
      }
    }
    if (data.language !== void 0) {
      let data2 = data.language;
      if (typeof data2 === "string") {
        if (func2(data2) < 1) {
          const err5 = { instancePath: instancePath + "/language", schemaPath: "#/properties/language/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
          if (vErrors === null) {
            vErrors = [err5];
          } else {
            vErrors.push(err5);
          }
          errors++;
        }
      } else {
        const err6 = { instancePath: instancePath + "/language", schemaPath: "#/properties/language/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
    }
    if (data.network !== void 0) {
      if (typeof data.network !== "boolean") {
        const err7 = { instancePath: instancePath + "/network", schemaPath: "#/properties/network/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
    }
    if (data.sandbox !== void 0) {
      if (typeof data.sandbox !== "boolean") {
        const err8 = { instancePath: instancePath + "/sandbox", schemaPath: "#/properties/sandbox/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
      }
    }
    if (data.timeout !== void 0) {
      if (!validate60(data.timeout, { instancePath: instancePath + "/timeout", parentData: data, parentDataProperty: "timeout", rootData, dynamicAnchors })) {
        vErrors = vErrors === null ? validate60.errors : vErrors.concat(validate60.errors);
        errors = vErrors.length;
      }
    }
    if (data.cwd !== void 0) {
      if (!validate53(data.cwd, { instancePath: instancePath + "/cwd", parentData: data, parentDataProperty: "cwd", rootData, dynamicAnchors })) {
        vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
        errors = vErrors.length;
      }
    }
    if (data.env !== void 0) {
      if (!validate62(data.env, { instancePath: instancePath + "/env", parentData: data, parentDataProperty: "env", rootData, dynamicAnchors })) {
        vErrors = vErrors === null ? validate62.errors : vErrors.concat(validate62.errors);
        errors = vErrors.length;
      }
    }
    if (data.junit !== void 0) {
      if (!validate53(data.junit, { instancePath: instancePath + "/junit", parentData: data, parentDataProperty: "junit", rootData, dynamicAnchors })) {
        vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
        errors = vErrors.length;
      }
    }
  } else {
    const err9 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err9];
    } else {
      vErrors.push(err9);
    }
    errors++;
  }
  validate86.errors = vErrors;
  return errors === 0;
}
validate86.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
var pattern14 = new RegExp("^[1-9][0-9]{0,3}[hdw]$", "u");
function validate102(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate102.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (typeof data === "string") {
    if (!pattern14.test(data)) {
      const err0 = { instancePath, schemaPath: "#/pattern", keyword: "pattern", params: { pattern: "^[1-9][0-9]{0,3}[hdw]$" }, message: 'must match pattern "^[1-9][0-9]{0,3}[hdw]$"' };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
  } else {
    const err1 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "string" }, message: "must be string" };
    if (vErrors === null) {
      vErrors = [err1];
    } else {
      vErrors.push(err1);
    }
    errors++;
  }
  validate102.errors = vErrors;
  return errors === 0;
}
validate102.evaluated = { "dynamicProps": false, "dynamicItems": false };
function validate107(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate107.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.input === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "input" }, message: "must have required property 'input'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.output === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "output" }, message: "must have required property 'output'" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "input" || key0 === "cachedInput" || key0 === "output" || key0 === "reasoning")) {
        const err2 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.input !== void 0) {
      let data0 = data.input;
      if (typeof data0 == "number" && isFinite(data0)) {
        if (data0 < 0 || isNaN(data0)) {
          const err3 = { instancePath: instancePath + "/input", schemaPath: "#/properties/input/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
          if (vErrors === null) {
            vErrors = [err3];
          } else {
            vErrors.push(err3);
          }
          errors++;
        }
      } else {
        const err4 = { instancePath: instancePath + "/input", schemaPath: "#/properties/input/type", keyword: "type", params: { type: "number" }, message: "must be number" };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.cachedInput !== void 0) {
      let data1 = data.cachedInput;
      if (typeof data1 == "number" && isFinite(data1)) {
        if (data1 < 0 || isNaN(data1)) {
          const err5 = { instancePath: instancePath + "/cachedInput", schemaPath: "#/properties/cachedInput/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
          if (vErrors === null) {
            vErrors = [err5];
          } else {
            vErrors.push(err5);
          }
          errors++;
        }
      } else {
        const err6 = { instancePath: instancePath + "/cachedInput", schemaPath: "#/properties/cachedInput/type", keyword: "type", params: { type: "number" }, message: "must be number" };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
    }
    if (data.output !== void 0) {
      let data2 = data.output;
      if (typeof data2 == "number" && isFinite(data2)) {
        if (data2 < 0 || isNaN(data2)) {
          const err7 = { instancePath: instancePath + "/output", schemaPath: "#/properties/output/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
          if (vErrors === null) {
            vErrors = [err7];
          } else {
            vErrors.push(err7);
          }
          errors++;
        }
      } else {
        const err8 = { instancePath: instancePath + "/output", schemaPath: "#/properties/output/type", keyword: "type", params: { type: "number" }, message: "must be number" };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
      }
    }
    if (data.reasoning !== void 0) {
      let data3 = data.reasoning;
      if (typeof data3 == "number" && isFinite(data3)) {
        if (data3 < 0 || isNaN(data3)) {
          const err9 = { instancePath: instancePath + "/reasoning", schemaPath: "#/properties/reasoning/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
          if (vErrors === null) {
            vErrors = [err9];
          } else {
            vErrors.push(err9);
          }
          errors++;
        }
      } else {
        const err10 = { instancePath: instancePath + "/reasoning", schemaPath: "#/properties/reasoning/type", keyword: "type", params: { type: "number" }, message: "must be number" };
        if (vErrors === null) {
          vErrors = [err10];
        } else {
          vErrors.push(err10);
        }
        errors++;
      }
    }
  } else {
    const err11 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err11];
    } else {
      vErrors.push(err11);
    }
    errors++;
  }
  validate107.errors = vErrors;
  return errors === 0;
}
validate107.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
var pattern4 = new RegExp("^[A-Za-z][A-Za-z0-9_-]{0,49}$", "u");
var pattern12 = new RegExp("^[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}$", "u");
function validate52(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  ;
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate52.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (const key0 in data) {
      if (!func1.call(schema19.properties, key0)) {
        const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
    }
    if (data.project !== void 0) {
      let data0 = data.project;
      if (typeof data0 === "string") {
        if (func2(data0) > 100) {
          const err1 = { instancePath: instancePath + "/project", schemaPath: "#/properties/project/maxLength", keyword: "maxLength", params: { limit: 100 }, message: "must NOT have more than 100 characters" };
          if (vErrors === null) {
            vErrors = [err1];
          } else {
            vErrors.push(err1);
          }
          errors++;
        }
        if (func2(data0) < 1) {
          const err2 = { instancePath: instancePath + "/project", schemaPath: "#/properties/project/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
          if (vErrors === null) {
            vErrors = [err2];
          } else {
            vErrors.push(err2);
          }
          errors++;
        }
      } else {
        const err3 = { instancePath: instancePath + "/project", schemaPath: "#/properties/project/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    if (data.sources !== void 0) {
      let data1 = data.sources;
      if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
        for (const key1 in data1) {
          if (!(key1 === "specs" || key1 === "frds" || key1 === "tasks")) {
            const err4 = { instancePath: instancePath + "/sources", schemaPath: "#/properties/sources/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key1 }, message: "must NOT have additional properties" };
            if (vErrors === null) {
              vErrors = [err4];
            } else {
              vErrors.push(err4);
            }
            errors++;
          }
        }
        if (data1.specs !== void 0) {
          if (!validate53(data1.specs, { instancePath: instancePath + "/sources/specs", parentData: data1, parentDataProperty: "specs", rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
            errors = vErrors.length;
          }
        }
        if (data1.frds !== void 0) {
          if (!validate53(data1.frds, { instancePath: instancePath + "/sources/frds", parentData: data1, parentDataProperty: "frds", rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
            errors = vErrors.length;
          }
        }
        if (data1.tasks !== void 0) {
          if (!validate53(data1.tasks, { instancePath: instancePath + "/sources/tasks", parentData: data1, parentDataProperty: "tasks", rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err5 = { instancePath: instancePath + "/sources", schemaPath: "#/properties/sources/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    if (data.agents !== void 0) {
      let data5 = data.agents;
      if (data5 && typeof data5 == "object" && !Array.isArray(data5)) {
        for (const key2 in data5) {
          const _errs12 = errors;
          if (typeof key2 === "string") {
            if (!pattern4.test(key2)) {
              const err6 = { instancePath: instancePath + "/agents", schemaPath: "#/properties/agents/propertyNames/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z][A-Za-z0-9_-]{0,49}$" }, message: 'must match pattern "^[A-Za-z][A-Za-z0-9_-]{0,49}$"', propertyName: key2 };
              if (vErrors === null) {
                vErrors = [err6];
              } else {
                vErrors.push(err6);
              }
              errors++;
            }
          }
          var valid2 = _errs12 === errors;
          if (!valid2) {
            const err7 = { instancePath: instancePath + "/agents", schemaPath: "#/properties/agents/propertyNames", keyword: "propertyNames", params: { propertyName: key2 }, message: "property name must be valid" };
            if (vErrors === null) {
              vErrors = [err7];
            } else {
              vErrors.push(err7);
            }
            errors++;
          }
        }
        for (const key3 in data5) {
          if (!validate57(data5[key3], { instancePath: instancePath + "/agents/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data5, parentDataProperty: key3, rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err8 = { instancePath: instancePath + "/agents", schemaPath: "#/properties/agents/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
      }
    }
    if (data.models !== void 0) {
      let data7 = data.models;
      if (data7 && typeof data7 == "object" && !Array.isArray(data7)) {
        for (const key4 in data7) {
          let data8 = data7[key4];
          if (Array.isArray(data8)) {
            const len0 = data8.length;
            for (let i0 = 0; i0 < len0; i0++) {
              if (!validate58(data8[i0], { instancePath: instancePath + "/models/" + key4.replace(/~/g, "~0").replace(/\//g, "~1") + "/" + i0, parentData: data8, parentDataProperty: i0, rootData, dynamicAnchors })) {
                vErrors = vErrors === null ? validate58.errors : vErrors.concat(validate58.errors);
                errors = vErrors.length;
              }
            }
          } else {
            const err9 = { instancePath: instancePath + "/models/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/models/additionalProperties/type", keyword: "type", params: { type: "array" }, message: "must be array" };
            if (vErrors === null) {
              vErrors = [err9];
            } else {
              vErrors.push(err9);
            }
            errors++;
          }
        }
      } else {
        const err10 = { instancePath: instancePath + "/models", schemaPath: "#/properties/models/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err10];
        } else {
          vErrors.push(err10);
        }
        errors++;
      }
    }
    if (data.roles !== void 0) {
      let data10 = data.roles;
      if (data10 && typeof data10 == "object" && !Array.isArray(data10)) {
        for (const key5 in data10) {
          if (!(key5 === "executor" || key5 === "verifiers" || key5 === "reportWriter")) {
            const err11 = { instancePath: instancePath + "/roles", schemaPath: "#/properties/roles/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key5 }, message: "must NOT have additional properties" };
            if (vErrors === null) {
              vErrors = [err11];
            } else {
              vErrors.push(err11);
            }
            errors++;
          }
        }
        if (data10.executor !== void 0) {
          if (!validate66(data10.executor, { instancePath: instancePath + "/roles/executor", parentData: data10, parentDataProperty: "executor", rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate66.errors : vErrors.concat(validate66.errors);
            errors = vErrors.length;
          }
        }
        if (data10.verifiers !== void 0) {
          let data12 = data10.verifiers;
          if (Array.isArray(data12)) {
            if (data12.length < 1) {
              const err12 = { instancePath: instancePath + "/roles/verifiers", schemaPath: "#/properties/roles/properties/verifiers/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items" };
              if (vErrors === null) {
                vErrors = [err12];
              } else {
                vErrors.push(err12);
              }
              errors++;
            }
            const len1 = data12.length;
            for (let i1 = 0; i1 < len1; i1++) {
              if (!validate66(data12[i1], { instancePath: instancePath + "/roles/verifiers/" + i1, parentData: data12, parentDataProperty: i1, rootData, dynamicAnchors })) {
                vErrors = vErrors === null ? validate66.errors : vErrors.concat(validate66.errors);
                errors = vErrors.length;
              }
            }
          } else {
            const err13 = { instancePath: instancePath + "/roles/verifiers", schemaPath: "#/properties/roles/properties/verifiers/type", keyword: "type", params: { type: "array" }, message: "must be array" };
            if (vErrors === null) {
              vErrors = [err13];
            } else {
              vErrors.push(err13);
            }
            errors++;
          }
        }
        if (data10.reportWriter !== void 0) {
          if (!validate66(data10.reportWriter, { instancePath: instancePath + "/roles/reportWriter", parentData: data10, parentDataProperty: "reportWriter", rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate66.errors : vErrors.concat(validate66.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err14 = { instancePath: instancePath + "/roles", schemaPath: "#/properties/roles/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err14];
        } else {
          vErrors.push(err14);
        }
        errors++;
      }
    }
    if (data.run !== void 0) {
      let data15 = data.run;
      if (data15 && typeof data15 == "object" && !Array.isArray(data15)) {
        for (const key6 in data15) {
          if (!func1.call(schema19.properties.run.properties, key6)) {
            const err15 = { instancePath: instancePath + "/run", schemaPath: "#/properties/run/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key6 }, message: "must NOT have additional properties" };
            if (vErrors === null) {
              vErrors = [err15];
            } else {
              vErrors.push(err15);
            }
            errors++;
          }
        }
        if (data15.mode !== void 0) {
          let data16 = data15.mode;
          if (typeof data16 !== "string") {
            const err16 = { instancePath: instancePath + "/run/mode", schemaPath: "#/properties/run/properties/mode/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err16];
            } else {
              vErrors.push(err16);
            }
            errors++;
          }
          if (!(data16 === "strict" || data16 === "parallel")) {
            const err17 = { instancePath: instancePath + "/run/mode", schemaPath: "#/properties/run/properties/mode/enum", keyword: "enum", params: { allowedValues: schema19.properties.run.properties.mode.enum }, message: "must be equal to one of the allowed values" };
            if (vErrors === null) {
              vErrors = [err17];
            } else {
              vErrors.push(err17);
            }
            errors++;
          }
        }
        if (data15.level !== void 0) {
          let data17 = data15.level;
          if (typeof data17 !== "string") {
            const err18 = { instancePath: instancePath + "/run/level", schemaPath: "#/properties/run/properties/level/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err18];
            } else {
              vErrors.push(err18);
            }
            errors++;
          }
          if (!(data17 === "light" || data17 === "cross")) {
            const err19 = { instancePath: instancePath + "/run/level", schemaPath: "#/properties/run/properties/level/enum", keyword: "enum", params: { allowedValues: schema19.properties.run.properties.level.enum }, message: "must be equal to one of the allowed values" };
            if (vErrors === null) {
              vErrors = [err19];
            } else {
              vErrors.push(err19);
            }
            errors++;
          }
        }
        if (data15.maxAttempts !== void 0) {
          let data18 = data15.maxAttempts;
          if (!(typeof data18 == "number" && (!(data18 % 1) && !isNaN(data18)) && isFinite(data18))) {
            const err20 = { instancePath: instancePath + "/run/maxAttempts", schemaPath: "#/properties/run/properties/maxAttempts/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
            if (vErrors === null) {
              vErrors = [err20];
            } else {
              vErrors.push(err20);
            }
            errors++;
          }
          if (typeof data18 == "number" && isFinite(data18)) {
            if (data18 > 100 || isNaN(data18)) {
              const err21 = { instancePath: instancePath + "/run/maxAttempts", schemaPath: "#/properties/run/properties/maxAttempts/maximum", keyword: "maximum", params: { comparison: "<=", limit: 100 }, message: "must be <= 100" };
              if (vErrors === null) {
                vErrors = [err21];
              } else {
                vErrors.push(err21);
              }
              errors++;
            }
            if (data18 < 1 || isNaN(data18)) {
              const err22 = { instancePath: instancePath + "/run/maxAttempts", schemaPath: "#/properties/run/properties/maxAttempts/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
              if (vErrors === null) {
                vErrors = [err22];
              } else {
                vErrors.push(err22);
              }
              errors++;
            }
          }
        }
        if (data15.timeout !== void 0) {
          if (!validate60(data15.timeout, { instancePath: instancePath + "/run/timeout", parentData: data15, parentDataProperty: "timeout", rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate60.errors : vErrors.concat(validate60.errors);
            errors = vErrors.length;
          }
        }
        if (data15.silence !== void 0) {
          let data20 = data15.silence;
          const _errs40 = errors;
          let valid11 = false;
          const _errs41 = errors;
          if (!validate60(data20, { instancePath: instancePath + "/run/silence", parentData: data15, parentDataProperty: "silence", rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate60.errors : vErrors.concat(validate60.errors);
            errors = vErrors.length;
          }
          var _valid0 = _errs41 === errors;
          valid11 = valid11 || _valid0;
          const _errs42 = errors;
          if (!validate72(data20, { instancePath: instancePath + "/run/silence", parentData: data15, parentDataProperty: "silence", rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate72.errors : vErrors.concat(validate72.errors);
            errors = vErrors.length;
          }
          var _valid0 = _errs42 === errors;
          valid11 = valid11 || _valid0;
          if (!valid11) {
            const err23 = { instancePath: instancePath + "/run/silence", schemaPath: "#/properties/run/properties/silence/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
            if (vErrors === null) {
              vErrors = [err23];
            } else {
              vErrors.push(err23);
            }
            errors++;
          } else {
            errors = _errs40;
            if (vErrors !== null) {
              if (_errs40) {
                vErrors.length = _errs40;
              } else {
                vErrors = null;
              }
            }
          }
        }
        if (data15.firstResponse !== void 0) {
          if (!validate60(data15.firstResponse, { instancePath: instancePath + "/run/firstResponse", parentData: data15, parentDataProperty: "firstResponse", rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate60.errors : vErrors.concat(validate60.errors);
            errors = vErrors.length;
          }
        }
        if (data15.toolTimeout !== void 0) {
          if (!validate60(data15.toolTimeout, { instancePath: instancePath + "/run/toolTimeout", parentData: data15, parentDataProperty: "toolTimeout", rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate60.errors : vErrors.concat(validate60.errors);
            errors = vErrors.length;
          }
        }
        if (data15.outputCap !== void 0) {
          if (!validate78(data15.outputCap, { instancePath: instancePath + "/run/outputCap", parentData: data15, parentDataProperty: "outputCap", rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate78.errors : vErrors.concat(validate78.errors);
            errors = vErrors.length;
          }
        }
        if (data15.logCap !== void 0) {
          if (!validate78(data15.logCap, { instancePath: instancePath + "/run/logCap", parentData: data15, parentDataProperty: "logCap", rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate78.errors : vErrors.concat(validate78.errors);
            errors = vErrors.length;
          }
        }
        if (data15.maxTime !== void 0) {
          if (!validate60(data15.maxTime, { instancePath: instancePath + "/run/maxTime", parentData: data15, parentDataProperty: "maxTime", rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate60.errors : vErrors.concat(validate60.errors);
            errors = vErrors.length;
          }
        }
        if (data15.minFreeDisk !== void 0) {
          if (!validate78(data15.minFreeDisk, { instancePath: instancePath + "/run/minFreeDisk", parentData: data15, parentDataProperty: "minFreeDisk", rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate78.errors : vErrors.concat(validate78.errors);
            errors = vErrors.length;
          }
        }
        if (data15.waitQuota !== void 0) {
          let data27 = data15.waitQuota;
          const _errs50 = errors;
          let valid12 = false;
          const _errs51 = errors;
          if (typeof data27 !== "boolean") {
            const err24 = { instancePath: instancePath + "/run/waitQuota", schemaPath: "#/properties/run/properties/waitQuota/anyOf/0/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" };
            if (vErrors === null) {
              vErrors = [err24];
            } else {
              vErrors.push(err24);
            }
            errors++;
          }
          var _valid1 = _errs51 === errors;
          valid12 = valid12 || _valid1;
          const _errs53 = errors;
          if (!validate60(data27, { instancePath: instancePath + "/run/waitQuota", parentData: data15, parentDataProperty: "waitQuota", rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate60.errors : vErrors.concat(validate60.errors);
            errors = vErrors.length;
          }
          var _valid1 = _errs53 === errors;
          valid12 = valid12 || _valid1;
          if (!valid12) {
            const err25 = { instancePath: instancePath + "/run/waitQuota", schemaPath: "#/properties/run/properties/waitQuota/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
            if (vErrors === null) {
              vErrors = [err25];
            } else {
              vErrors.push(err25);
            }
            errors++;
          } else {
            errors = _errs50;
            if (vErrors !== null) {
              if (_errs50) {
                vErrors.length = _errs50;
              } else {
                vErrors = null;
              }
            }
          }
        }
        if (data15.budgetTokens !== void 0) {
          let data28 = data15.budgetTokens;
          if (!(typeof data28 == "number" && (!(data28 % 1) && !isNaN(data28)) && isFinite(data28))) {
            const err26 = { instancePath: instancePath + "/run/budgetTokens", schemaPath: "#/properties/run/properties/budgetTokens/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
            if (vErrors === null) {
              vErrors = [err26];
            } else {
              vErrors.push(err26);
            }
            errors++;
          }
          if (typeof data28 == "number" && isFinite(data28)) {
            if (data28 < 1 || isNaN(data28)) {
              const err27 = { instancePath: instancePath + "/run/budgetTokens", schemaPath: "#/properties/run/properties/budgetTokens/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
              if (vErrors === null) {
                vErrors = [err27];
              } else {
                vErrors.push(err27);
              }
              errors++;
            }
          }
        }
        if (data15.budgetUsd !== void 0) {
          let data29 = data15.budgetUsd;
          if (typeof data29 == "number" && isFinite(data29)) {
            if (data29 <= 0 || isNaN(data29)) {
              const err28 = { instancePath: instancePath + "/run/budgetUsd", schemaPath: "#/properties/run/properties/budgetUsd/exclusiveMinimum", keyword: "exclusiveMinimum", params: { comparison: ">", limit: 0 }, message: "must be > 0" };
              if (vErrors === null) {
                vErrors = [err28];
              } else {
                vErrors.push(err28);
              }
              errors++;
            }
          } else {
            const err29 = { instancePath: instancePath + "/run/budgetUsd", schemaPath: "#/properties/run/properties/budgetUsd/type", keyword: "type", params: { type: "number" }, message: "must be number" };
            if (vErrors === null) {
              vErrors = [err29];
            } else {
              vErrors.push(err29);
            }
            errors++;
          }
        }
        if (data15.reserveTokens !== void 0) {
          let data30 = data15.reserveTokens;
          if (data30 && typeof data30 == "object" && !Array.isArray(data30)) {
            for (const key7 in data30) {
              if (!(key7 === "executor" || key7 === "verifier")) {
                const err30 = { instancePath: instancePath + "/run/reserveTokens", schemaPath: "#/properties/run/properties/reserveTokens/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key7 }, message: "must NOT have additional properties" };
                if (vErrors === null) {
                  vErrors = [err30];
                } else {
                  vErrors.push(err30);
                }
                errors++;
              }
            }
            if (data30.executor !== void 0) {
              let data31 = data30.executor;
              if (!(typeof data31 == "number" && (!(data31 % 1) && !isNaN(data31)) && isFinite(data31))) {
                const err31 = { instancePath: instancePath + "/run/reserveTokens/executor", schemaPath: "#/properties/run/properties/reserveTokens/properties/executor/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
                if (vErrors === null) {
                  vErrors = [err31];
                } else {
                  vErrors.push(err31);
                }
                errors++;
              }
              if (typeof data31 == "number" && isFinite(data31)) {
                if (data31 < 1 || isNaN(data31)) {
                  const err32 = { instancePath: instancePath + "/run/reserveTokens/executor", schemaPath: "#/properties/run/properties/reserveTokens/properties/executor/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
                  if (vErrors === null) {
                    vErrors = [err32];
                  } else {
                    vErrors.push(err32);
                  }
                  errors++;
                }
              }
            }
            if (data30.verifier !== void 0) {
              let data32 = data30.verifier;
              if (!(typeof data32 == "number" && (!(data32 % 1) && !isNaN(data32)) && isFinite(data32))) {
                const err33 = { instancePath: instancePath + "/run/reserveTokens/verifier", schemaPath: "#/properties/run/properties/reserveTokens/properties/verifier/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
                if (vErrors === null) {
                  vErrors = [err33];
                } else {
                  vErrors.push(err33);
                }
                errors++;
              }
              if (typeof data32 == "number" && isFinite(data32)) {
                if (data32 < 1 || isNaN(data32)) {
                  const err34 = { instancePath: instancePath + "/run/reserveTokens/verifier", schemaPath: "#/properties/run/properties/reserveTokens/properties/verifier/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
                  if (vErrors === null) {
                    vErrors = [err34];
                  } else {
                    vErrors.push(err34);
                  }
                  errors++;
                }
              }
            }
          } else {
            const err35 = { instancePath: instancePath + "/run/reserveTokens", schemaPath: "#/properties/run/properties/reserveTokens/type", keyword: "type", params: { type: "object" }, message: "must be object" };
            if (vErrors === null) {
              vErrors = [err35];
            } else {
              vErrors.push(err35);
            }
            errors++;
          }
        }
        if (data15.reserveUsd !== void 0) {
          let data33 = data15.reserveUsd;
          if (data33 && typeof data33 == "object" && !Array.isArray(data33)) {
            for (const key8 in data33) {
              if (!(key8 === "executor" || key8 === "verifier")) {
                const err36 = { instancePath: instancePath + "/run/reserveUsd", schemaPath: "#/properties/run/properties/reserveUsd/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key8 }, message: "must NOT have additional properties" };
                if (vErrors === null) {
                  vErrors = [err36];
                } else {
                  vErrors.push(err36);
                }
                errors++;
              }
            }
            if (data33.executor !== void 0) {
              let data34 = data33.executor;
              if (typeof data34 == "number" && isFinite(data34)) {
                if (data34 <= 0 || isNaN(data34)) {
                  const err37 = { instancePath: instancePath + "/run/reserveUsd/executor", schemaPath: "#/properties/run/properties/reserveUsd/properties/executor/exclusiveMinimum", keyword: "exclusiveMinimum", params: { comparison: ">", limit: 0 }, message: "must be > 0" };
                  if (vErrors === null) {
                    vErrors = [err37];
                  } else {
                    vErrors.push(err37);
                  }
                  errors++;
                }
              } else {
                const err38 = { instancePath: instancePath + "/run/reserveUsd/executor", schemaPath: "#/properties/run/properties/reserveUsd/properties/executor/type", keyword: "type", params: { type: "number" }, message: "must be number" };
                if (vErrors === null) {
                  vErrors = [err38];
                } else {
                  vErrors.push(err38);
                }
                errors++;
              }
            }
            if (data33.verifier !== void 0) {
              let data35 = data33.verifier;
              if (typeof data35 == "number" && isFinite(data35)) {
                if (data35 <= 0 || isNaN(data35)) {
                  const err39 = { instancePath: instancePath + "/run/reserveUsd/verifier", schemaPath: "#/properties/run/properties/reserveUsd/properties/verifier/exclusiveMinimum", keyword: "exclusiveMinimum", params: { comparison: ">", limit: 0 }, message: "must be > 0" };
                  if (vErrors === null) {
                    vErrors = [err39];
                  } else {
                    vErrors.push(err39);
                  }
                  errors++;
                }
              } else {
                const err40 = { instancePath: instancePath + "/run/reserveUsd/verifier", schemaPath: "#/properties/run/properties/reserveUsd/properties/verifier/type", keyword: "type", params: { type: "number" }, message: "must be number" };
                if (vErrors === null) {
                  vErrors = [err40];
                } else {
                  vErrors.push(err40);
                }
                errors++;
              }
            }
          } else {
            const err41 = { instancePath: instancePath + "/run/reserveUsd", schemaPath: "#/properties/run/properties/reserveUsd/type", keyword: "type", params: { type: "object" }, message: "must be object" };
            if (vErrors === null) {
              vErrors = [err41];
            } else {
              vErrors.push(err41);
            }
            errors++;
          }
        }
        if (data15.baselineCache !== void 0) {
          if (typeof data15.baselineCache !== "boolean") {
            const err42 = { instancePath: instancePath + "/run/baselineCache", schemaPath: "#/properties/run/properties/baselineCache/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" };
            if (vErrors === null) {
              vErrors = [err42];
            } else {
              vErrors.push(err42);
            }
            errors++;
          }
        }
        if (data15.checkSandbox !== void 0) {
          let data37 = data15.checkSandbox;
          if (typeof data37 !== "string") {
            const err43 = { instancePath: instancePath + "/run/checkSandbox", schemaPath: "#/properties/run/properties/checkSandbox/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err43];
            } else {
              vErrors.push(err43);
            }
            errors++;
          }
          if (!(data37 === "auto" || data37 === "off" || data37 === "required")) {
            const err44 = { instancePath: instancePath + "/run/checkSandbox", schemaPath: "#/properties/run/properties/checkSandbox/enum", keyword: "enum", params: { allowedValues: schema19.properties.run.properties.checkSandbox.enum }, message: "must be equal to one of the allowed values" };
            if (vErrors === null) {
              vErrors = [err44];
            } else {
              vErrors.push(err44);
            }
            errors++;
          }
        }
        if (data15.acceptanceCommands !== void 0) {
          let data38 = data15.acceptanceCommands;
          if (Array.isArray(data38)) {
            const len2 = data38.length;
            for (let i2 = 0; i2 < len2; i2++) {
              if (!validate84(data38[i2], { instancePath: instancePath + "/run/acceptanceCommands/" + i2, parentData: data38, parentDataProperty: i2, rootData, dynamicAnchors })) {
                vErrors = vErrors === null ? validate84.errors : vErrors.concat(validate84.errors);
                errors = vErrors.length;
              }
            }
          } else {
            const err45 = { instancePath: instancePath + "/run/acceptanceCommands", schemaPath: "#/properties/run/properties/acceptanceCommands/type", keyword: "type", params: { type: "array" }, message: "must be array" };
            if (vErrors === null) {
              vErrors = [err45];
            } else {
              vErrors.push(err45);
            }
            errors++;
          }
        }
      } else {
        const err46 = { instancePath: instancePath + "/run", schemaPath: "#/properties/run/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err46];
        } else {
          vErrors.push(err46);
        }
        errors++;
      }
    }
    if (data.convergence !== void 0) {
      let data40 = data.convergence;
      if (data40 && typeof data40 == "object" && !Array.isArray(data40)) {
        for (const key9 in data40) {
          if (!(key9 === "enabled" || key9 === "maxRounds" || key9 === "verificationMode")) {
            const err47 = { instancePath: instancePath + "/convergence", schemaPath: "#/properties/convergence/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key9 }, message: "must NOT have additional properties" };
            if (vErrors === null) {
              vErrors = [err47];
            } else {
              vErrors.push(err47);
            }
            errors++;
          }
        }
        if (data40.enabled !== void 0) {
          if (typeof data40.enabled !== "boolean") {
            const err48 = { instancePath: instancePath + "/convergence/enabled", schemaPath: "#/properties/convergence/properties/enabled/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" };
            if (vErrors === null) {
              vErrors = [err48];
            } else {
              vErrors.push(err48);
            }
            errors++;
          }
        }
        if (data40.maxRounds !== void 0) {
          let data42 = data40.maxRounds;
          if (!(typeof data42 == "number" && (!(data42 % 1) && !isNaN(data42)) && isFinite(data42))) {
            const err49 = { instancePath: instancePath + "/convergence/maxRounds", schemaPath: "#/properties/convergence/properties/maxRounds/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
            if (vErrors === null) {
              vErrors = [err49];
            } else {
              vErrors.push(err49);
            }
            errors++;
          }
          if (typeof data42 == "number" && isFinite(data42)) {
            if (data42 > 3 || isNaN(data42)) {
              const err50 = { instancePath: instancePath + "/convergence/maxRounds", schemaPath: "#/properties/convergence/properties/maxRounds/maximum", keyword: "maximum", params: { comparison: "<=", limit: 3 }, message: "must be <= 3" };
              if (vErrors === null) {
                vErrors = [err50];
              } else {
                vErrors.push(err50);
              }
              errors++;
            }
            if (data42 < 1 || isNaN(data42)) {
              const err51 = { instancePath: instancePath + "/convergence/maxRounds", schemaPath: "#/properties/convergence/properties/maxRounds/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
              if (vErrors === null) {
                vErrors = [err51];
              } else {
                vErrors.push(err51);
              }
              errors++;
            }
          }
        }
        if (data40.verificationMode !== void 0) {
          let data43 = data40.verificationMode;
          if (typeof data43 !== "string") {
            const err52 = { instancePath: instancePath + "/convergence/verificationMode", schemaPath: "#/properties/convergence/properties/verificationMode/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err52];
            } else {
              vErrors.push(err52);
            }
            errors++;
          }
          if (!(data43 === "lightweight" || data43 === "full-reanalysis")) {
            const err53 = { instancePath: instancePath + "/convergence/verificationMode", schemaPath: "#/properties/convergence/properties/verificationMode/enum", keyword: "enum", params: { allowedValues: schema19.properties.convergence.properties.verificationMode.enum }, message: "must be equal to one of the allowed values" };
            if (vErrors === null) {
              vErrors = [err53];
            } else {
              vErrors.push(err53);
            }
            errors++;
          }
        }
      } else {
        const err54 = { instancePath: instancePath + "/convergence", schemaPath: "#/properties/convergence/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err54];
        } else {
          vErrors.push(err54);
        }
        errors++;
      }
    }
    if (data.verification !== void 0) {
      let data44 = data.verification;
      if (data44 && typeof data44 == "object" && !Array.isArray(data44)) {
        for (const key10 in data44) {
          if (!(key10 === "requireCrossVendor" || key10 === "allowMissing" || key10 === "panel")) {
            const err55 = { instancePath: instancePath + "/verification", schemaPath: "#/properties/verification/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key10 }, message: "must NOT have additional properties" };
            if (vErrors === null) {
              vErrors = [err55];
            } else {
              vErrors.push(err55);
            }
            errors++;
          }
        }
        if (data44.requireCrossVendor !== void 0) {
          if (typeof data44.requireCrossVendor !== "boolean") {
            const err56 = { instancePath: instancePath + "/verification/requireCrossVendor", schemaPath: "#/properties/verification/properties/requireCrossVendor/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" };
            if (vErrors === null) {
              vErrors = [err56];
            } else {
              vErrors.push(err56);
            }
            errors++;
          }
        }
        if (data44.allowMissing !== void 0) {
          if (typeof data44.allowMissing !== "boolean") {
            const err57 = { instancePath: instancePath + "/verification/allowMissing", schemaPath: "#/properties/verification/properties/allowMissing/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" };
            if (vErrors === null) {
              vErrors = [err57];
            } else {
              vErrors.push(err57);
            }
            errors++;
          }
        }
        if (data44.panel !== void 0) {
          let data47 = data44.panel;
          if (typeof data47 !== "string") {
            const err58 = { instancePath: instancePath + "/verification/panel", schemaPath: "#/properties/verification/properties/panel/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err58];
            } else {
              vErrors.push(err58);
            }
            errors++;
          }
          if (!(data47 === "full" || data47 === "auto")) {
            const err59 = { instancePath: instancePath + "/verification/panel", schemaPath: "#/properties/verification/properties/panel/enum", keyword: "enum", params: { allowedValues: schema19.properties.verification.properties.panel.enum }, message: "must be equal to one of the allowed values" };
            if (vErrors === null) {
              vErrors = [err59];
            } else {
              vErrors.push(err59);
            }
            errors++;
          }
        }
      } else {
        const err60 = { instancePath: instancePath + "/verification", schemaPath: "#/properties/verification/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err60];
        } else {
          vErrors.push(err60);
        }
        errors++;
      }
    }
    if (data.checks !== void 0) {
      let data48 = data.checks;
      if (data48 && typeof data48 == "object" && !Array.isArray(data48)) {
        for (const key11 in data48) {
          if (!(key11 === "lint" || key11 === "format" || key11 === "typecheck" || key11 === "test")) {
            const err61 = { instancePath: instancePath + "/checks", schemaPath: "#/properties/checks/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key11 }, message: "must NOT have additional properties" };
            if (vErrors === null) {
              vErrors = [err61];
            } else {
              vErrors.push(err61);
            }
            errors++;
          }
        }
        if (data48.lint !== void 0) {
          let data49 = data48.lint;
          if (Array.isArray(data49)) {
            const len3 = data49.length;
            for (let i3 = 0; i3 < len3; i3++) {
              if (!validate86(data49[i3], { instancePath: instancePath + "/checks/lint/" + i3, parentData: data49, parentDataProperty: i3, rootData, dynamicAnchors })) {
                vErrors = vErrors === null ? validate86.errors : vErrors.concat(validate86.errors);
                errors = vErrors.length;
              }
            }
          } else {
            const err62 = { instancePath: instancePath + "/checks/lint", schemaPath: "#/properties/checks/properties/lint/type", keyword: "type", params: { type: "array" }, message: "must be array" };
            if (vErrors === null) {
              vErrors = [err62];
            } else {
              vErrors.push(err62);
            }
            errors++;
          }
        }
        if (data48.format !== void 0) {
          let data51 = data48.format;
          if (Array.isArray(data51)) {
            const len4 = data51.length;
            for (let i4 = 0; i4 < len4; i4++) {
              if (!validate86(data51[i4], { instancePath: instancePath + "/checks/format/" + i4, parentData: data51, parentDataProperty: i4, rootData, dynamicAnchors })) {
                vErrors = vErrors === null ? validate86.errors : vErrors.concat(validate86.errors);
                errors = vErrors.length;
              }
            }
          } else {
            const err63 = { instancePath: instancePath + "/checks/format", schemaPath: "#/properties/checks/properties/format/type", keyword: "type", params: { type: "array" }, message: "must be array" };
            if (vErrors === null) {
              vErrors = [err63];
            } else {
              vErrors.push(err63);
            }
            errors++;
          }
        }
        if (data48.typecheck !== void 0) {
          let data53 = data48.typecheck;
          if (Array.isArray(data53)) {
            const len5 = data53.length;
            for (let i5 = 0; i5 < len5; i5++) {
              if (!validate86(data53[i5], { instancePath: instancePath + "/checks/typecheck/" + i5, parentData: data53, parentDataProperty: i5, rootData, dynamicAnchors })) {
                vErrors = vErrors === null ? validate86.errors : vErrors.concat(validate86.errors);
                errors = vErrors.length;
              }
            }
          } else {
            const err64 = { instancePath: instancePath + "/checks/typecheck", schemaPath: "#/properties/checks/properties/typecheck/type", keyword: "type", params: { type: "array" }, message: "must be array" };
            if (vErrors === null) {
              vErrors = [err64];
            } else {
              vErrors.push(err64);
            }
            errors++;
          }
        }
        if (data48.test !== void 0) {
          let data55 = data48.test;
          if (Array.isArray(data55)) {
            const len6 = data55.length;
            for (let i6 = 0; i6 < len6; i6++) {
              if (!validate86(data55[i6], { instancePath: instancePath + "/checks/test/" + i6, parentData: data55, parentDataProperty: i6, rootData, dynamicAnchors })) {
                vErrors = vErrors === null ? validate86.errors : vErrors.concat(validate86.errors);
                errors = vErrors.length;
              }
            }
          } else {
            const err65 = { instancePath: instancePath + "/checks/test", schemaPath: "#/properties/checks/properties/test/type", keyword: "type", params: { type: "array" }, message: "must be array" };
            if (vErrors === null) {
              vErrors = [err65];
            } else {
              vErrors.push(err65);
            }
            errors++;
          }
        }
      } else {
        const err66 = { instancePath: instancePath + "/checks", schemaPath: "#/properties/checks/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err66];
        } else {
          vErrors.push(err66);
        }
        errors++;
      }
    }
    if (data.worktree !== void 0) {
      let data57 = data.worktree;
      if (data57 && typeof data57 == "object" && !Array.isArray(data57)) {
        for (const key12 in data57) {
          if (!(key12 === "setup" || key12 === "copy")) {
            const err67 = { instancePath: instancePath + "/worktree", schemaPath: "#/properties/worktree/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key12 }, message: "must NOT have additional properties" };
            if (vErrors === null) {
              vErrors = [err67];
            } else {
              vErrors.push(err67);
            }
            errors++;
          }
        }
        if (data57.setup !== void 0) {
          let data58 = data57.setup;
          if (Array.isArray(data58)) {
            const len7 = data58.length;
            for (let i7 = 0; i7 < len7; i7++) {
              if (!validate84(data58[i7], { instancePath: instancePath + "/worktree/setup/" + i7, parentData: data58, parentDataProperty: i7, rootData, dynamicAnchors })) {
                vErrors = vErrors === null ? validate84.errors : vErrors.concat(validate84.errors);
                errors = vErrors.length;
              }
            }
          } else {
            const err68 = { instancePath: instancePath + "/worktree/setup", schemaPath: "#/properties/worktree/properties/setup/type", keyword: "type", params: { type: "array" }, message: "must be array" };
            if (vErrors === null) {
              vErrors = [err68];
            } else {
              vErrors.push(err68);
            }
            errors++;
          }
        }
        if (data57.copy !== void 0) {
          let data60 = data57.copy;
          if (Array.isArray(data60)) {
            const len8 = data60.length;
            for (let i8 = 0; i8 < len8; i8++) {
              if (!validate53(data60[i8], { instancePath: instancePath + "/worktree/copy/" + i8, parentData: data60, parentDataProperty: i8, rootData, dynamicAnchors })) {
                vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
                errors = vErrors.length;
              }
            }
          } else {
            const err69 = { instancePath: instancePath + "/worktree/copy", schemaPath: "#/properties/worktree/properties/copy/type", keyword: "type", params: { type: "array" }, message: "must be array" };
            if (vErrors === null) {
              vErrors = [err69];
            } else {
              vErrors.push(err69);
            }
            errors++;
          }
        }
      } else {
        const err70 = { instancePath: instancePath + "/worktree", schemaPath: "#/properties/worktree/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err70];
        } else {
          vErrors.push(err70);
        }
        errors++;
      }
    }
    if (data.report !== void 0) {
      let data62 = data.report;
      if (data62 && typeof data62 == "object" && !Array.isArray(data62)) {
        for (const key13 in data62) {
          if (!(key13 === "language")) {
            const err71 = { instancePath: instancePath + "/report", schemaPath: "#/properties/report/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key13 }, message: "must NOT have additional properties" };
            if (vErrors === null) {
              vErrors = [err71];
            } else {
              vErrors.push(err71);
            }
            errors++;
          }
        }
        if (data62.language !== void 0) {
          let data63 = data62.language;
          if (typeof data63 !== "string") {
            const err72 = { instancePath: instancePath + "/report/language", schemaPath: "#/properties/report/properties/language/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err72];
            } else {
              vErrors.push(err72);
            }
            errors++;
          }
          if (!(data63 === "en" || data63 === "ko")) {
            const err73 = { instancePath: instancePath + "/report/language", schemaPath: "#/properties/report/properties/language/enum", keyword: "enum", params: { allowedValues: schema19.properties.report.properties.language.enum }, message: "must be equal to one of the allowed values" };
            if (vErrors === null) {
              vErrors = [err73];
            } else {
              vErrors.push(err73);
            }
            errors++;
          }
        }
      } else {
        const err74 = { instancePath: instancePath + "/report", schemaPath: "#/properties/report/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err74];
        } else {
          vErrors.push(err74);
        }
        errors++;
      }
    }
    if (data.git !== void 0) {
      let data64 = data.git;
      if (data64 && typeof data64 == "object" && !Array.isArray(data64)) {
        for (const key14 in data64) {
          if (!(key14 === "hooks")) {
            const err75 = { instancePath: instancePath + "/git", schemaPath: "#/properties/git/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key14 }, message: "must NOT have additional properties" };
            if (vErrors === null) {
              vErrors = [err75];
            } else {
              vErrors.push(err75);
            }
            errors++;
          }
        }
        if (data64.hooks !== void 0) {
          if (typeof data64.hooks !== "boolean") {
            const err76 = { instancePath: instancePath + "/git/hooks", schemaPath: "#/properties/git/properties/hooks/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" };
            if (vErrors === null) {
              vErrors = [err76];
            } else {
              vErrors.push(err76);
            }
            errors++;
          }
        }
      } else {
        const err77 = { instancePath: instancePath + "/git", schemaPath: "#/properties/git/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err77];
        } else {
          vErrors.push(err77);
        }
        errors++;
      }
    }
    if (data.leases !== void 0) {
      let data66 = data.leases;
      if (data66 && typeof data66 == "object" && !Array.isArray(data66)) {
        for (const key15 in data66) {
          if (!(key15 === "remote" || key15 === "ttl" || key15 === "clockSkew" || key15 === "remoteTimeout")) {
            const err78 = { instancePath: instancePath + "/leases", schemaPath: "#/properties/leases/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key15 }, message: "must NOT have additional properties" };
            if (vErrors === null) {
              vErrors = [err78];
            } else {
              vErrors.push(err78);
            }
            errors++;
          }
        }
        if (data66.remote !== void 0) {
          let data67 = data66.remote;
          if (typeof data67 === "string") {
            if (!pattern12.test(data67)) {
              const err79 = { instancePath: instancePath + "/leases/remote", schemaPath: "#/properties/leases/properties/remote/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}$" }, message: 'must match pattern "^[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}$"' };
              if (vErrors === null) {
                vErrors = [err79];
              } else {
                vErrors.push(err79);
              }
              errors++;
            }
          } else {
            const err80 = { instancePath: instancePath + "/leases/remote", schemaPath: "#/properties/leases/properties/remote/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err80];
            } else {
              vErrors.push(err80);
            }
            errors++;
          }
        }
        if (data66.ttl !== void 0) {
          if (!validate60(data66.ttl, { instancePath: instancePath + "/leases/ttl", parentData: data66, parentDataProperty: "ttl", rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate60.errors : vErrors.concat(validate60.errors);
            errors = vErrors.length;
          }
        }
        if (data66.clockSkew !== void 0) {
          if (!validate60(data66.clockSkew, { instancePath: instancePath + "/leases/clockSkew", parentData: data66, parentDataProperty: "clockSkew", rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate60.errors : vErrors.concat(validate60.errors);
            errors = vErrors.length;
          }
        }
        if (data66.remoteTimeout !== void 0) {
          if (!validate60(data66.remoteTimeout, { instancePath: instancePath + "/leases/remoteTimeout", parentData: data66, parentDataProperty: "remoteTimeout", rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate60.errors : vErrors.concat(validate60.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err81 = { instancePath: instancePath + "/leases", schemaPath: "#/properties/leases/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err81];
        } else {
          vErrors.push(err81);
        }
        errors++;
      }
    }
    if (data.frd !== void 0) {
      let data71 = data.frd;
      if (data71 && typeof data71 == "object" && !Array.isArray(data71)) {
        for (const key16 in data71) {
          if (!(key16 === "remote" || key16 === "claimTtl" || key16 === "mergeLease" || key16 === "notesTokens")) {
            const err82 = { instancePath: instancePath + "/frd", schemaPath: "#/properties/frd/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key16 }, message: "must NOT have additional properties" };
            if (vErrors === null) {
              vErrors = [err82];
            } else {
              vErrors.push(err82);
            }
            errors++;
          }
        }
        if (data71.remote !== void 0) {
          let data72 = data71.remote;
          if (typeof data72 === "string") {
            if (!pattern12.test(data72)) {
              const err83 = { instancePath: instancePath + "/frd/remote", schemaPath: "#/properties/frd/properties/remote/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}$" }, message: 'must match pattern "^[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}$"' };
              if (vErrors === null) {
                vErrors = [err83];
              } else {
                vErrors.push(err83);
              }
              errors++;
            }
          } else {
            const err84 = { instancePath: instancePath + "/frd/remote", schemaPath: "#/properties/frd/properties/remote/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err84];
            } else {
              vErrors.push(err84);
            }
            errors++;
          }
        }
        if (data71.claimTtl !== void 0) {
          if (!validate60(data71.claimTtl, { instancePath: instancePath + "/frd/claimTtl", parentData: data71, parentDataProperty: "claimTtl", rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate60.errors : vErrors.concat(validate60.errors);
            errors = vErrors.length;
          }
        }
        if (data71.mergeLease !== void 0) {
          if (!validate102(data71.mergeLease, { instancePath: instancePath + "/frd/mergeLease", parentData: data71, parentDataProperty: "mergeLease", rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate102.errors : vErrors.concat(validate102.errors);
            errors = vErrors.length;
          }
        }
        if (data71.notesTokens !== void 0) {
          let data75 = data71.notesTokens;
          if (!(typeof data75 == "number" && (!(data75 % 1) && !isNaN(data75)) && isFinite(data75))) {
            const err85 = { instancePath: instancePath + "/frd/notesTokens", schemaPath: "#/properties/frd/properties/notesTokens/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
            if (vErrors === null) {
              vErrors = [err85];
            } else {
              vErrors.push(err85);
            }
            errors++;
          }
          if (typeof data75 == "number" && isFinite(data75)) {
            if (data75 > 1e5 || isNaN(data75)) {
              const err86 = { instancePath: instancePath + "/frd/notesTokens", schemaPath: "#/properties/frd/properties/notesTokens/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e5 }, message: "must be <= 100000" };
              if (vErrors === null) {
                vErrors = [err86];
              } else {
                vErrors.push(err86);
              }
              errors++;
            }
            if (data75 < 0 || isNaN(data75)) {
              const err87 = { instancePath: instancePath + "/frd/notesTokens", schemaPath: "#/properties/frd/properties/notesTokens/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
              if (vErrors === null) {
                vErrors = [err87];
              } else {
                vErrors.push(err87);
              }
              errors++;
            }
          }
        }
      } else {
        const err88 = { instancePath: instancePath + "/frd", schemaPath: "#/properties/frd/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err88];
        } else {
          vErrors.push(err88);
        }
        errors++;
      }
    }
    if (data.redact !== void 0) {
      let data76 = data.redact;
      if (data76 && typeof data76 == "object" && !Array.isArray(data76)) {
        for (const key17 in data76) {
          if (!(key17 === "env" || key17 === "files" || key17 === "patterns")) {
            const err89 = { instancePath: instancePath + "/redact", schemaPath: "#/properties/redact/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key17 }, message: "must NOT have additional properties" };
            if (vErrors === null) {
              vErrors = [err89];
            } else {
              vErrors.push(err89);
            }
            errors++;
          }
        }
        if (data76.env !== void 0) {
          let data77 = data76.env;
          if (Array.isArray(data77)) {
            const len9 = data77.length;
            for (let i9 = 0; i9 < len9; i9++) {
              let data78 = data77[i9];
              if (typeof data78 === "string") {
                if (func2(data78) > 200) {
                  const err90 = { instancePath: instancePath + "/redact/env/" + i9, schemaPath: "#/properties/redact/properties/env/items/maxLength", keyword: "maxLength", params: { limit: 200 }, message: "must NOT have more than 200 characters" };
                  if (vErrors === null) {
                    vErrors = [err90];
                  } else {
                    vErrors.push(err90);
                  }
                  errors++;
                }
                if (!pattern6.test(data78)) {
                  const err91 = { instancePath: instancePath + "/redact/env/" + i9, schemaPath: "#/properties/redact/properties/env/items/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z_][A-Za-z0-9_]*$" }, message: 'must match pattern "^[A-Za-z_][A-Za-z0-9_]*$"' };
                  if (vErrors === null) {
                    vErrors = [err91];
                  } else {
                    vErrors.push(err91);
                  }
                  errors++;
                }
              } else {
                const err92 = { instancePath: instancePath + "/redact/env/" + i9, schemaPath: "#/properties/redact/properties/env/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err92];
                } else {
                  vErrors.push(err92);
                }
                errors++;
              }
            }
          } else {
            const err93 = { instancePath: instancePath + "/redact/env", schemaPath: "#/properties/redact/properties/env/type", keyword: "type", params: { type: "array" }, message: "must be array" };
            if (vErrors === null) {
              vErrors = [err93];
            } else {
              vErrors.push(err93);
            }
            errors++;
          }
        }
        if (data76.files !== void 0) {
          let data79 = data76.files;
          if (Array.isArray(data79)) {
            const len10 = data79.length;
            for (let i10 = 0; i10 < len10; i10++) {
              let data80 = data79[i10];
              if (typeof data80 === "string") {
                if (func2(data80) > 500) {
                  const err94 = { instancePath: instancePath + "/redact/files/" + i10, schemaPath: "#/properties/redact/properties/files/items/maxLength", keyword: "maxLength", params: { limit: 500 }, message: "must NOT have more than 500 characters" };
                  if (vErrors === null) {
                    vErrors = [err94];
                  } else {
                    vErrors.push(err94);
                  }
                  errors++;
                }
                if (func2(data80) < 1) {
                  const err95 = { instancePath: instancePath + "/redact/files/" + i10, schemaPath: "#/properties/redact/properties/files/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
                  if (vErrors === null) {
                    vErrors = [err95];
                  } else {
                    vErrors.push(err95);
                  }
                  errors++;
                }
              } else {
                const err96 = { instancePath: instancePath + "/redact/files/" + i10, schemaPath: "#/properties/redact/properties/files/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err96];
                } else {
                  vErrors.push(err96);
                }
                errors++;
              }
            }
          } else {
            const err97 = { instancePath: instancePath + "/redact/files", schemaPath: "#/properties/redact/properties/files/type", keyword: "type", params: { type: "array" }, message: "must be array" };
            if (vErrors === null) {
              vErrors = [err97];
            } else {
              vErrors.push(err97);
            }
            errors++;
          }
        }
        if (data76.patterns !== void 0) {
          let data81 = data76.patterns;
          if (Array.isArray(data81)) {
            const len11 = data81.length;
            for (let i11 = 0; i11 < len11; i11++) {
              let data82 = data81[i11];
              if (typeof data82 === "string") {
                if (func2(data82) > 500) {
                  const err98 = { instancePath: instancePath + "/redact/patterns/" + i11, schemaPath: "#/properties/redact/properties/patterns/items/maxLength", keyword: "maxLength", params: { limit: 500 }, message: "must NOT have more than 500 characters" };
                  if (vErrors === null) {
                    vErrors = [err98];
                  } else {
                    vErrors.push(err98);
                  }
                  errors++;
                }
                if (func2(data82) < 3) {
                  const err99 = { instancePath: instancePath + "/redact/patterns/" + i11, schemaPath: "#/properties/redact/properties/patterns/items/minLength", keyword: "minLength", params: { limit: 3 }, message: "must NOT have fewer than 3 characters" };
                  if (vErrors === null) {
                    vErrors = [err99];
                  } else {
                    vErrors.push(err99);
                  }
                  errors++;
                }
              } else {
                const err100 = { instancePath: instancePath + "/redact/patterns/" + i11, schemaPath: "#/properties/redact/properties/patterns/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err100];
                } else {
                  vErrors.push(err100);
                }
                errors++;
              }
            }
          } else {
            const err101 = { instancePath: instancePath + "/redact/patterns", schemaPath: "#/properties/redact/properties/patterns/type", keyword: "type", params: { type: "array" }, message: "must be array" };
            if (vErrors === null) {
              vErrors = [err101];
            } else {
              vErrors.push(err101);
            }
            errors++;
          }
        }
      } else {
        const err102 = { instancePath: instancePath + "/redact", schemaPath: "#/properties/redact/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err102];
        } else {
          vErrors.push(err102);
        }
        errors++;
      }
    }
    if (data.tasks !== void 0) {
      let data83 = data.tasks;
      if (data83 && typeof data83 == "object" && !Array.isArray(data83)) {
        for (const key18 in data83) {
          if (!(key18 === "regressionCheck")) {
            const err103 = { instancePath: instancePath + "/tasks", schemaPath: "#/properties/tasks/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key18 }, message: "must NOT have additional properties" };
            if (vErrors === null) {
              vErrors = [err103];
            } else {
              vErrors.push(err103);
            }
            errors++;
          }
        }
        if (data83.regressionCheck !== void 0) {
          let data84 = data83.regressionCheck;
          if (typeof data84 !== "string") {
            const err104 = { instancePath: instancePath + "/tasks/regressionCheck", schemaPath: "#/properties/tasks/properties/regressionCheck/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err104];
            } else {
              vErrors.push(err104);
            }
            errors++;
          }
          if (!(data84 === "off" || data84 === "overlap" || data84 === "all")) {
            const err105 = { instancePath: instancePath + "/tasks/regressionCheck", schemaPath: "#/properties/tasks/properties/regressionCheck/enum", keyword: "enum", params: { allowedValues: schema19.properties.tasks.properties.regressionCheck.enum }, message: "must be equal to one of the allowed values" };
            if (vErrors === null) {
              vErrors = [err105];
            } else {
              vErrors.push(err105);
            }
            errors++;
          }
        }
      } else {
        const err106 = { instancePath: instancePath + "/tasks", schemaPath: "#/properties/tasks/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err106];
        } else {
          vErrors.push(err106);
        }
        errors++;
      }
    }
    if (data.followups !== void 0) {
      let data85 = data.followups;
      if (data85 && typeof data85 == "object" && !Array.isArray(data85)) {
        for (const key19 in data85) {
          if (!(key19 === "autoSpawn")) {
            const err107 = { instancePath: instancePath + "/followups", schemaPath: "#/properties/followups/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key19 }, message: "must NOT have additional properties" };
            if (vErrors === null) {
              vErrors = [err107];
            } else {
              vErrors.push(err107);
            }
            errors++;
          }
        }
        if (data85.autoSpawn !== void 0) {
          let data86 = data85.autoSpawn;
          if (typeof data86 !== "string") {
            const err108 = { instancePath: instancePath + "/followups/autoSpawn", schemaPath: "#/properties/followups/properties/autoSpawn/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err108];
            } else {
              vErrors.push(err108);
            }
            errors++;
          }
          if (!(data86 === "none" || data86 === "blocker" || data86 === "major" || data86 === "all")) {
            const err109 = { instancePath: instancePath + "/followups/autoSpawn", schemaPath: "#/properties/followups/properties/autoSpawn/enum", keyword: "enum", params: { allowedValues: schema19.properties.followups.properties.autoSpawn.enum }, message: "must be equal to one of the allowed values" };
            if (vErrors === null) {
              vErrors = [err109];
            } else {
              vErrors.push(err109);
            }
            errors++;
          }
        }
      } else {
        const err110 = { instancePath: instancePath + "/followups", schemaPath: "#/properties/followups/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err110];
        } else {
          vErrors.push(err110);
        }
        errors++;
      }
    }
    if (data.retention !== void 0) {
      let data87 = data.retention;
      if (data87 && typeof data87 == "object" && !Array.isArray(data87)) {
        for (const key20 in data87) {
          if (!(key20 === "runs" || key20 === "keepLast" || key20 === "logs" || key20 === "cache")) {
            const err111 = { instancePath: instancePath + "/retention", schemaPath: "#/properties/retention/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key20 }, message: "must NOT have additional properties" };
            if (vErrors === null) {
              vErrors = [err111];
            } else {
              vErrors.push(err111);
            }
            errors++;
          }
        }
        if (data87.runs !== void 0) {
          if (!validate102(data87.runs, { instancePath: instancePath + "/retention/runs", parentData: data87, parentDataProperty: "runs", rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate102.errors : vErrors.concat(validate102.errors);
            errors = vErrors.length;
          }
        }
        if (data87.keepLast !== void 0) {
          let data89 = data87.keepLast;
          if (!(typeof data89 == "number" && (!(data89 % 1) && !isNaN(data89)) && isFinite(data89))) {
            const err112 = { instancePath: instancePath + "/retention/keepLast", schemaPath: "#/properties/retention/properties/keepLast/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
            if (vErrors === null) {
              vErrors = [err112];
            } else {
              vErrors.push(err112);
            }
            errors++;
          }
          if (typeof data89 == "number" && isFinite(data89)) {
            if (data89 > 1e5 || isNaN(data89)) {
              const err113 = { instancePath: instancePath + "/retention/keepLast", schemaPath: "#/properties/retention/properties/keepLast/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e5 }, message: "must be <= 100000" };
              if (vErrors === null) {
                vErrors = [err113];
              } else {
                vErrors.push(err113);
              }
              errors++;
            }
            if (data89 < 1 || isNaN(data89)) {
              const err114 = { instancePath: instancePath + "/retention/keepLast", schemaPath: "#/properties/retention/properties/keepLast/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
              if (vErrors === null) {
                vErrors = [err114];
              } else {
                vErrors.push(err114);
              }
              errors++;
            }
          }
        }
        if (data87.logs !== void 0) {
          if (!validate102(data87.logs, { instancePath: instancePath + "/retention/logs", parentData: data87, parentDataProperty: "logs", rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate102.errors : vErrors.concat(validate102.errors);
            errors = vErrors.length;
          }
        }
        if (data87.cache !== void 0) {
          if (!validate102(data87.cache, { instancePath: instancePath + "/retention/cache", parentData: data87, parentDataProperty: "cache", rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate102.errors : vErrors.concat(validate102.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err115 = { instancePath: instancePath + "/retention", schemaPath: "#/properties/retention/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err115];
        } else {
          vErrors.push(err115);
        }
        errors++;
      }
    }
    if (data.pricing !== void 0) {
      let data92 = data.pricing;
      if (data92 && typeof data92 == "object" && !Array.isArray(data92)) {
        for (const key21 in data92) {
          const _errs183 = errors;
          if (typeof key21 === "string") {
            if (func2(key21) > 200) {
              const err116 = { instancePath: instancePath + "/pricing", schemaPath: "#/properties/pricing/propertyNames/maxLength", keyword: "maxLength", params: { limit: 200 }, message: "must NOT have more than 200 characters", propertyName: key21 };
              if (vErrors === null) {
                vErrors = [err116];
              } else {
                vErrors.push(err116);
              }
              errors++;
            }
          }
          var valid47 = _errs183 === errors;
          if (!valid47) {
            const err117 = { instancePath: instancePath + "/pricing", schemaPath: "#/properties/pricing/propertyNames", keyword: "propertyNames", params: { propertyName: key21 }, message: "property name must be valid" };
            if (vErrors === null) {
              vErrors = [err117];
            } else {
              vErrors.push(err117);
            }
            errors++;
          }
        }
        for (const key22 in data92) {
          if (!validate107(data92[key22], { instancePath: instancePath + "/pricing/" + key22.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data92, parentDataProperty: key22, rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate107.errors : vErrors.concat(validate107.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err118 = { instancePath: instancePath + "/pricing", schemaPath: "#/properties/pricing/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err118];
        } else {
          vErrors.push(err118);
        }
        errors++;
      }
    }
    if (data.ui !== void 0) {
      let data94 = data.ui;
      if (data94 && typeof data94 == "object" && !Array.isArray(data94)) {
        for (const key23 in data94) {
          if (!(key23 === "progress")) {
            const err119 = { instancePath: instancePath + "/ui", schemaPath: "#/properties/ui/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key23 }, message: "must NOT have additional properties" };
            if (vErrors === null) {
              vErrors = [err119];
            } else {
              vErrors.push(err119);
            }
            errors++;
          }
        }
        if (data94.progress !== void 0) {
          let data95 = data94.progress;
          if (typeof data95 !== "string") {
            const err120 = { instancePath: instancePath + "/ui/progress", schemaPath: "#/properties/ui/properties/progress/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err120];
            } else {
              vErrors.push(err120);
            }
            errors++;
          }
          if (!(data95 === "auto" || data95 === "rows" || data95 === "plain")) {
            const err121 = { instancePath: instancePath + "/ui/progress", schemaPath: "#/properties/ui/properties/progress/enum", keyword: "enum", params: { allowedValues: schema19.properties.ui.properties.progress.enum }, message: "must be equal to one of the allowed values" };
            if (vErrors === null) {
              vErrors = [err121];
            } else {
              vErrors.push(err121);
            }
            errors++;
          }
        }
      } else {
        const err122 = { instancePath: instancePath + "/ui", schemaPath: "#/properties/ui/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err122];
        } else {
          vErrors.push(err122);
        }
        errors++;
      }
    }
  } else {
    const err123 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err123];
    } else {
      vErrors.push(err123);
    }
    errors++;
  }
  validate52.errors = vErrors;
  return errors === 0;
}
validate52.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
export {
  validateConfig
};
