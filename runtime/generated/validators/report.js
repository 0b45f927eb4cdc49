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

// node_modules/ajv-formats/dist/formats.js
var require_formats = __commonJS({
  "node_modules/ajv-formats/dist/formats.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.formatNames = exports.fastFormats = exports.fullFormats = void 0;
    function fmtDef(validate, compare) {
      return { validate, compare };
    }
    exports.fullFormats = {
      // date: http://tools.ietf.org/html/rfc3339#section-5.6
      date: fmtDef(date, compareDate),
      // date-time: http://tools.ietf.org/html/rfc3339#section-5.6
      time: fmtDef(getTime(true), compareTime),
      "date-time": fmtDef(getDateTime(true), compareDateTime),
      "iso-time": fmtDef(getTime(), compareIsoTime),
      "iso-date-time": fmtDef(getDateTime(), compareIsoDateTime),
      // duration: https://tools.ietf.org/html/rfc3339#appendix-A
      duration: /^P(?!$)((\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?|(\d+W)?)$/,
      uri,
      "uri-reference": /^(?:[a-z][a-z0-9+\-.]*:)?(?:\/?\/(?:(?:[a-z0-9\-._~!$&'()*+,;=:]|%[0-9a-f]{2})*@)?(?:\[(?:(?:(?:(?:[0-9a-f]{1,4}:){6}|::(?:[0-9a-f]{1,4}:){5}|(?:[0-9a-f]{1,4})?::(?:[0-9a-f]{1,4}:){4}|(?:(?:[0-9a-f]{1,4}:){0,1}[0-9a-f]{1,4})?::(?:[0-9a-f]{1,4}:){3}|(?:(?:[0-9a-f]{1,4}:){0,2}[0-9a-f]{1,4})?::(?:[0-9a-f]{1,4}:){2}|(?:(?:[0-9a-f]{1,4}:){0,3}[0-9a-f]{1,4})?::[0-9a-f]{1,4}:|(?:(?:[0-9a-f]{1,4}:){0,4}[0-9a-f]{1,4})?::)(?:[0-9a-f]{1,4}:[0-9a-f]{1,4}|(?:(?:25[0-5]|2[0-4]\d|[01]?\d\d?)\.){3}(?:25[0-5]|2[0-4]\d|[01]?\d\d?))|(?:(?:[0-9a-f]{1,4}:){0,5}[0-9a-f]{1,4})?::[0-9a-f]{1,4}|(?:(?:[0-9a-f]{1,4}:){0,6}[0-9a-f]{1,4})?::)|[Vv][0-9a-f]+\.[a-z0-9\-._~!$&'()*+,;=:]+)\]|(?:(?:25[0-5]|2[0-4]\d|[01]?\d\d?)\.){3}(?:25[0-5]|2[0-4]\d|[01]?\d\d?)|(?:[a-z0-9\-._~!$&'"()*+,;=]|%[0-9a-f]{2})*)(?::\d*)?(?:\/(?:[a-z0-9\-._~!$&'"()*+,;=:@]|%[0-9a-f]{2})*)*|\/(?:(?:[a-z0-9\-._~!$&'"()*+,;=:@]|%[0-9a-f]{2})+(?:\/(?:[a-z0-9\-._~!$&'"()*+,;=:@]|%[0-9a-f]{2})*)*)?|(?:[a-z0-9\-._~!$&'"()*+,;=:@]|%[0-9a-f]{2})+(?:\/(?:[a-z0-9\-._~!$&'"()*+,;=:@]|%[0-9a-f]{2})*)*)?(?:\?(?:[a-z0-9\-._~!$&'"()*+,;=:@/?]|%[0-9a-f]{2})*)?(?:#(?:[a-z0-9\-._~!$&'"()*+,;=:@/?]|%[0-9a-f]{2})*)?$/i,
      // uri-template: https://tools.ietf.org/html/rfc6570
      "uri-template": /^(?:(?:[^\x00-\x20"'<>%\\^`{|}]|%[0-9a-f]{2})|\{[+#./;?&=,!@|]?(?:[a-z0-9_]|%[0-9a-f]{2})+(?::[1-9][0-9]{0,3}|\*)?(?:,(?:[a-z0-9_]|%[0-9a-f]{2})+(?::[1-9][0-9]{0,3}|\*)?)*\})*$/i,
      // For the source: https://gist.github.com/dperini/729294
      // For test cases: https://mathiasbynens.be/demo/url-regex
      url: /^(?:https?|ftp):\/\/(?:\S+(?::\S*)?@)?(?:(?!(?:10|127)(?:\.\d{1,3}){3})(?!(?:169\.254|192\.168)(?:\.\d{1,3}){2})(?!172\.(?:1[6-9]|2\d|3[0-1])(?:\.\d{1,3}){2})(?:[1-9]\d?|1\d\d|2[01]\d|22[0-3])(?:\.(?:1?\d{1,2}|2[0-4]\d|25[0-5])){2}(?:\.(?:[1-9]\d?|1\d\d|2[0-4]\d|25[0-4]))|(?:(?:[a-z0-9\u{00a1}-\u{ffff}]+-)*[a-z0-9\u{00a1}-\u{ffff}]+)(?:\.(?:[a-z0-9\u{00a1}-\u{ffff}]+-)*[a-z0-9\u{00a1}-\u{ffff}]+)*(?:\.(?:[a-z\u{00a1}-\u{ffff}]{2,})))(?::\d{2,5})?(?:\/[^\s]*)?$/iu,
      email: /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i,
      hostname: /^(?=.{1,253}\.?$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[-0-9a-z]{0,61}[0-9a-z])?)*\.?$/i,
      // optimized https://www.safaribooksonline.com/library/view/regular-expressions-cookbook/9780596802837/ch07s16.html
      ipv4: /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\.){3}(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)$/,
      ipv6: /^((([0-9a-f]{1,4}:){7}([0-9a-f]{1,4}|:))|(([0-9a-f]{1,4}:){6}(:[0-9a-f]{1,4}|((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3})|:))|(([0-9a-f]{1,4}:){5}(((:[0-9a-f]{1,4}){1,2})|:((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3})|:))|(([0-9a-f]{1,4}:){4}(((:[0-9a-f]{1,4}){1,3})|((:[0-9a-f]{1,4})?:((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}))|:))|(([0-9a-f]{1,4}:){3}(((:[0-9a-f]{1,4}){1,4})|((:[0-9a-f]{1,4}){0,2}:((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}))|:))|(([0-9a-f]{1,4}:){2}(((:[0-9a-f]{1,4}){1,5})|((:[0-9a-f]{1,4}){0,3}:((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}))|:))|(([0-9a-f]{1,4}:){1}(((:[0-9a-f]{1,4}){1,6})|((:[0-9a-f]{1,4}){0,4}:((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}))|:))|(:(((:[0-9a-f]{1,4}){1,7})|((:[0-9a-f]{1,4}){0,5}:((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}))|:)))$/i,
      regex,
      // uuid: http://tools.ietf.org/html/rfc4122
      uuid: /^(?:urn:uuid:)?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i,
      // JSON-pointer: https://tools.ietf.org/html/rfc6901
      // uri fragment: https://tools.ietf.org/html/rfc3986#appendix-A
      "json-pointer": /^(?:\/(?:[^~/]|~0|~1)*)*$/,
      "json-pointer-uri-fragment": /^#(?:\/(?:[a-z0-9_\-.!$&'()*+,;:=@]|%[0-9a-f]{2}|~0|~1)*)*$/i,
      // relative JSON-pointer: http://tools.ietf.org/html/draft-luff-relative-json-pointer-00
      "relative-json-pointer": /^(?:0|[1-9][0-9]*)(?:#|(?:\/(?:[^~/]|~0|~1)*)*)$/,
      // the following formats are used by the openapi specification: https://spec.openapis.org/oas/v3.0.0#data-types
      // byte: https://github.com/miguelmota/is-base64
      byte,
      // signed 32 bit integer
      int32: { type: "number", validate: validateInt32 },
      // signed 64 bit integer
      int64: { type: "number", validate: validateInt64 },
      // C-type float
      float: { type: "number", validate: validateNumber },
      // C-type double
      double: { type: "number", validate: validateNumber },
      // hint to the UI to hide input strings
      password: true,
      // unchecked string payload
      binary: true
    };
    exports.fastFormats = {
      ...exports.fullFormats,
      date: fmtDef(/^\d\d\d\d-[0-1]\d-[0-3]\d$/, compareDate),
      time: fmtDef(/^(?:[0-2]\d:[0-5]\d:[0-5]\d|23:59:60)(?:\.\d+)?(?:z|[+-]\d\d(?::?\d\d)?)$/i, compareTime),
      "date-time": fmtDef(/^\d\d\d\d-[0-1]\d-[0-3]\dt(?:[0-2]\d:[0-5]\d:[0-5]\d|23:59:60)(?:\.\d+)?(?:z|[+-]\d\d(?::?\d\d)?)$/i, compareDateTime),
      "iso-time": fmtDef(/^(?:[0-2]\d:[0-5]\d:[0-5]\d|23:59:60)(?:\.\d+)?(?:z|[+-]\d\d(?::?\d\d)?)?$/i, compareIsoTime),
      "iso-date-time": fmtDef(/^\d\d\d\d-[0-1]\d-[0-3]\d[t\s](?:[0-2]\d:[0-5]\d:[0-5]\d|23:59:60)(?:\.\d+)?(?:z|[+-]\d\d(?::?\d\d)?)?$/i, compareIsoDateTime),
      // uri: https://github.com/mafintosh/is-my-json-valid/blob/master/formats.js
      uri: /^(?:[a-z][a-z0-9+\-.]*:)(?:\/?\/)?[^\s]*$/i,
      "uri-reference": /^(?:(?:[a-z][a-z0-9+\-.]*:)?\/?\/)?(?:[^\\\s#][^\s#]*)?(?:#[^\\\s]*)?$/i,
      // email (sources from jsen validator):
      // http://stackoverflow.com/questions/201323/using-a-regular-expression-to-validate-an-email-address#answer-8829363
      // http://www.w3.org/TR/html5/forms.html#valid-e-mail-address (search for 'wilful violation')
      email: /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/i
    };
    exports.formatNames = Object.keys(exports.fullFormats);
    function isLeapYear(year) {
      return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
    }
    var DATE = /^(\d\d\d\d)-(\d\d)-(\d\d)$/;
    var DAYS = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    function date(str) {
      const matches = DATE.exec(str);
      if (!matches)
        return false;
      const year = +matches[1];
      const month = +matches[2];
      const day = +matches[3];
      return month >= 1 && month <= 12 && day >= 1 && day <= (month === 2 && isLeapYear(year) ? 29 : DAYS[month]);
    }
    function compareDate(d1, d2) {
      if (!(d1 && d2))
        return void 0;
      if (d1 > d2)
        return 1;
      if (d1 < d2)
        return -1;
      return 0;
    }
    var TIME = /^(\d\d):(\d\d):(\d\d(?:\.\d+)?)(z|([+-])(\d\d)(?::?(\d\d))?)?$/i;
    function getTime(strictTimeZone) {
      return function time(str) {
        const matches = TIME.exec(str);
        if (!matches)
          return false;
        const hr = +matches[1];
        const min = +matches[2];
        const sec = +matches[3];
        const tz = matches[4];
        const tzSign = matches[5] === "-" ? -1 : 1;
        const tzH = +(matches[6] || 0);
        const tzM = +(matches[7] || 0);
        if (tzH > 23 || tzM > 59 || strictTimeZone && !tz)
          return false;
        if (hr <= 23 && min <= 59 && sec < 60)
          return true;
        const utcMin = min - tzM * tzSign;
        const utcHr = hr - tzH * tzSign - (utcMin < 0 ? 1 : 0);
        return (utcHr === 23 || utcHr === -1) && (utcMin === 59 || utcMin === -1) && sec < 61;
      };
    }
    function compareTime(s1, s2) {
      if (!(s1 && s2))
        return void 0;
      const t1 = (/* @__PURE__ */ new Date("2020-01-01T" + s1)).valueOf();
      const t2 = (/* @__PURE__ */ new Date("2020-01-01T" + s2)).valueOf();
      if (!(t1 && t2))
        return void 0;
      return t1 - t2;
    }
    function compareIsoTime(t1, t2) {
      if (!(t1 && t2))
        return void 0;
      const a1 = TIME.exec(t1);
      const a2 = TIME.exec(t2);
      if (!(a1 && a2))
        return void 0;
      t1 = a1[1] + a1[2] + a1[3];
      t2 = a2[1] + a2[2] + a2[3];
      if (t1 > t2)
        return 1;
      if (t1 < t2)
        return -1;
      return 0;
    }
    var DATE_TIME_SEPARATOR = /t|\s/i;
    function getDateTime(strictTimeZone) {
      const time = getTime(strictTimeZone);
      return function date_time(str) {
        const dateTime = str.split(DATE_TIME_SEPARATOR);
        return dateTime.length === 2 && date(dateTime[0]) && time(dateTime[1]);
      };
    }
    function compareDateTime(dt1, dt2) {
      if (!(dt1 && dt2))
        return void 0;
      const d1 = new Date(dt1).valueOf();
      const d2 = new Date(dt2).valueOf();
      if (!(d1 && d2))
        return void 0;
      return d1 - d2;
    }
    function compareIsoDateTime(dt1, dt2) {
      if (!(dt1 && dt2))
        return void 0;
      const [d1, t1] = dt1.split(DATE_TIME_SEPARATOR);
      const [d2, t2] = dt2.split(DATE_TIME_SEPARATOR);
      const res = compareDate(d1, d2);
      if (res === void 0)
        return void 0;
      return res || compareTime(t1, t2);
    }
    var NOT_URI_FRAGMENT = /\/|:/;
    var URI = /^(?:[a-z][a-z0-9+\-.]*:)(?:\/?\/(?:(?:[a-z0-9\-._~!$&'()*+,;=:]|%[0-9a-f]{2})*@)?(?:\[(?:(?:(?:(?:[0-9a-f]{1,4}:){6}|::(?:[0-9a-f]{1,4}:){5}|(?:[0-9a-f]{1,4})?::(?:[0-9a-f]{1,4}:){4}|(?:(?:[0-9a-f]{1,4}:){0,1}[0-9a-f]{1,4})?::(?:[0-9a-f]{1,4}:){3}|(?:(?:[0-9a-f]{1,4}:){0,2}[0-9a-f]{1,4})?::(?:[0-9a-f]{1,4}:){2}|(?:(?:[0-9a-f]{1,4}:){0,3}[0-9a-f]{1,4})?::[0-9a-f]{1,4}:|(?:(?:[0-9a-f]{1,4}:){0,4}[0-9a-f]{1,4})?::)(?:[0-9a-f]{1,4}:[0-9a-f]{1,4}|(?:(?:25[0-5]|2[0-4]\d|[01]?\d\d?)\.){3}(?:25[0-5]|2[0-4]\d|[01]?\d\d?))|(?:(?:[0-9a-f]{1,4}:){0,5}[0-9a-f]{1,4})?::[0-9a-f]{1,4}|(?:(?:[0-9a-f]{1,4}:){0,6}[0-9a-f]{1,4})?::)|[Vv][0-9a-f]+\.[a-z0-9\-._~!$&'()*+,;=:]+)\]|(?:(?:25[0-5]|2[0-4]\d|[01]?\d\d?)\.){3}(?:25[0-5]|2[0-4]\d|[01]?\d\d?)|(?:[a-z0-9\-._~!$&'()*+,;=]|%[0-9a-f]{2})*)(?::\d*)?(?:\/(?:[a-z0-9\-._~!$&'()*+,;=:@]|%[0-9a-f]{2})*)*|\/(?:(?:[a-z0-9\-._~!$&'()*+,;=:@]|%[0-9a-f]{2})+(?:\/(?:[a-z0-9\-._~!$&'()*+,;=:@]|%[0-9a-f]{2})*)*)?|(?:[a-z0-9\-._~!$&'()*+,;=:@]|%[0-9a-f]{2})+(?:\/(?:[a-z0-9\-._~!$&'()*+,;=:@]|%[0-9a-f]{2})*)*)(?:\?(?:[a-z0-9\-._~!$&'()*+,;=:@/?]|%[0-9a-f]{2})*)?(?:#(?:[a-z0-9\-._~!$&'()*+,;=:@/?]|%[0-9a-f]{2})*)?$/i;
    function uri(str) {
      return NOT_URI_FRAGMENT.test(str) && URI.test(str);
    }
    var BYTE = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/gm;
    function byte(str) {
      BYTE.lastIndex = 0;
      return BYTE.test(str);
    }
    var MIN_INT32 = -(2 ** 31);
    var MAX_INT32 = 2 ** 31 - 1;
    function validateInt32(value) {
      return Number.isInteger(value) && value <= MAX_INT32 && value >= MIN_INT32;
    }
    function validateInt64(value) {
      return Number.isInteger(value);
    }
    function validateNumber() {
      return true;
    }
    var Z_ANCHOR = /[^\\]\\Z/;
    function regex(str) {
      if (Z_ANCHOR.test(str))
        return false;
      try {
        new RegExp(str);
        return true;
      } catch (e) {
        return false;
      }
    }
  }
});

// validator.js
var validateReport = validate164;
var schema53 = { "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "report.schema.json", "title": "ReportData", "description": "Everything a report says about one run, assembled from its journal. Reports in Markdown and other formats are rendered from this alone.", "type": "object", "additionalProperties": false, "required": ["schemaVersion", "run", "item", "agents", "attempts", "checks", "criteria", "findings", "convergence", "commits", "diff", "remainingTasks", "followUps", "workerOutput", "usage", "timing", "environment"], "properties": { "schemaVersion": { "description": "Format of this document.", "const": 1 }, "run": { "$ref": "#/$defs/run" }, "item": { "$ref": "#/$defs/item" }, "agents": { "description": "Every seat of the roster, the executor first.", "type": "array", "items": { "$ref": "#/$defs/agent" } }, "attempts": { "description": "Oldest first; empty when the run ended before its first attempt.", "type": "array", "items": { "$ref": "#/$defs/attempt" } }, "checks": { "$ref": "#/$defs/checks" }, "criteria": { "description": "In the order of the item.", "type": "array", "items": { "$ref": "#/$defs/criterion" } }, "findings": { "description": "After the last convergence, refuted and withdrawn ones included.", "type": "array", "items": { "$ref": "#/$defs/finding" } }, "convergence": { "$ref": "#/$defs/convergence" }, "commits": { "description": "What the run left on its branch, oldest first.", "type": "array", "items": { "$ref": "#/$defs/commit" } }, "diff": { "$ref": "#/$defs/diff" }, "remainingTasks": { "description": "What is left to do; empty after an acceptance without notes.", "type": "array", "items": { "$ref": "#/$defs/remainingTask" } }, "followUps": { "type": "array", "items": { "$ref": "#/$defs/followUp" } }, "workerOutput": { "$ref": "#/$defs/workerOutput" }, "prose": { "$ref": "#/$defs/prose" }, "usage": { "$ref": "#/$defs/usage" }, "timing": { "$ref": "#/$defs/timing" }, "environment": { "$ref": "#/$defs/environment" } }, "$defs": { "run": { "title": "ReportRun", "description": "The run and how it ended.", "type": "object", "additionalProperties": false, "required": ["id", "taskKey", "phase", "seq", "dir", "mode", "level", "maxAttempts", "attemptsUsed", "outcome", "verdict", "finalVerifierStatus", "row", "reasons", "language", "startedAt", "finishedAt", "okstraVersion", "resumed", "failure", "leftOut", "notices"], "properties": { "id": { "description": "For example `run-20310402-091011-k3f9`.", "type": "string" }, "taskKey": { "description": "`<project>:<group>:<id>`", "type": "string" }, "phase": { "enum": ["requirements-discovery", "improvement-discovery", "error-analysis", "implementation-planning", "implementation", "final-verification", "release-handoff"] }, "seq": { "description": "Number of the run folder, from 1.", "type": "integer", "minimum": 1 }, "dir": { "description": "The run folder, relative to the top of the repository. Paths of artifacts in this document are relative to it.", "type": "string" }, "mode": { "enum": ["strict", "parallel"] }, "level": { "enum": ["light", "cross"] }, "maxAttempts": { "type": "integer", "minimum": 1 }, "attemptsUsed": { "type": "integer", "minimum": 0 }, "outcome": { "description": "null while the run goes on.", "enum": ["accepted", "not-accepted", "blocked", "contract-violated", "failed", "cancelled", "waiting-quota", null] }, "verdict": { "description": "okstra's verdict on the last attempt; null when none could be given.", "enum": ["pass", "concerns", "fail", null] }, "finalVerifierStatus": { "description": "`ok` exactly when the run was accepted.", "enum": ["ok", "missing"] }, "row": { "description": "Row of the verdict table that decided; null without a verdict.", "type": ["integer", "null"] }, "reasons": { "description": "Why the run ended as it did, or why the last verdict is what it is.", "type": "array", "items": { "type": "string" } }, "language": { "description": "Language of rendered reports.", "enum": ["en", "ko"] }, "startedAt": { "type": "string", "format": "date-time" }, "finishedAt": { "description": "null while the run goes on.", "type": ["string", "null"], "format": "date-time" }, "okstraVersion": { "description": "The version that started the run.", "type": "string" }, "resumed": { "description": "How many times the run was continued after an interruption.", "type": "integer", "minimum": 0 }, "failure": { "description": "The fault that ended the run, when one did.", "anyOf": [{ "$ref": "#/$defs/failure" }, { "type": "null" }] }, "leftOut": { "type": "array", "items": { "title": "ReportLeftOut", "description": "An agent that could have been a verifier but was not.", "type": "object", "additionalProperties": false, "required": ["agent", "reason"], "properties": { "agent": { "type": "string" }, "reason": { "type": "string" } } } }, "notices": { "description": "What was worth telling, of the plan and of the run.", "type": "array", "items": { "$ref": "#/$defs/notice" } } } }, "failure": { "title": "ReportFailure", "description": "A fault with what to do about it.", "type": "object", "additionalProperties": false, "required": ["category", "code", "message", "fix"], "properties": { "category": { "type": "string" }, "code": { "type": "string" }, "message": { "type": "string" }, "fix": { "type": ["string", "null"] } } }, "notice": { "title": "ReportNotice", "description": "Something worth telling that decides nothing.", "type": "object", "additionalProperties": false, "required": ["code", "message", "fix"], "properties": { "code": { "type": "string" }, "message": { "type": "string" }, "fix": { "type": ["string", "null"] } } }, "item": { "title": "ReportItem", "description": "The work item.", "type": "object", "additionalProperties": false, "required": ["source", "group", "id", "name", "path", "dependsOn", "statusBefore"], "properties": { "source": { "type": "string" }, "group": { "type": "string" }, "id": { "type": "string" }, "name": { "type": "string" }, "path": { "description": "Folder of the item, relative to the top of the repository.", "type": "string" }, "dependsOn": { "type": "array", "items": { "type": "string" } }, "statusBefore": { "description": "Status word of the source before the run.", "type": "string" } } }, "fault": { "title": "ReportFault", "description": "What stopped an agent.", "type": "object", "additionalProperties": false, "required": ["kind", "message", "fix", "retryAt"], "properties": { "kind": { "type": "string" }, "message": { "type": "string" }, "fix": { "type": ["string", "null"] }, "retryAt": { "description": "ISO time at which a quota resets, when the agent said so.", "type": ["string", "null"] } } }, "usageFigures": { "title": "ReportUsageFigures", "description": "Tokens and money; null where no agent said.", "type": "object", "additionalProperties": false, "required": ["inputTokens", "cachedInputTokens", "outputTokens", "reasoningTokens", "costUsd"], "properties": { "inputTokens": { "type": ["number", "null"], "minimum": 0 }, "cachedInputTokens": { "type": ["number", "null"], "minimum": 0 }, "outputTokens": { "type": ["number", "null"], "minimum": 0 }, "reasoningTokens": { "type": ["number", "null"], "minimum": 0 }, "costUsd": { "type": ["number", "null"], "minimum": 0 } } }, "agent": { "title": "ReportAgent", "description": "One seat of the roster and what became of it.", "type": "object", "additionalProperties": false, "required": ["seat", "role", "agent", "driver", "vendor", "model", "programVersion", "sandbox", "confinement", "status", "result", "proof", "dispatches", "usage", "durationMs", "fault"], "properties": { "seat": { "description": "Unique in a run: `executor`, `verifier:<agent>`.", "type": "string" }, "role": { "enum": ["executor", "verifier", "analyst", "report-writer"] }, "agent": { "description": "Name of the agent in the configuration.", "type": "string" }, "driver": { "type": "string" }, "vendor": { "description": "Who is behind the agent; a vendor counts once.", "type": "string" }, "model": { "description": "The model as far as it can be told; null when nothing names one.", "anyOf": [{ "$ref": "#/$defs/model" }, { "type": "null" }] }, "programVersion": { "description": "As the program prints it; null for agents without a program.", "type": ["string", "null"] }, "sandbox": { "enum": ["read-only", "workspace-write", "full"] }, "confinement": { "title": "ReportConfinement", "description": "What kept the agent to its sandbox level.", "type": "object", "additionalProperties": false, "required": ["kind", "detail"], "properties": { "kind": { "enum": ["own-sandbox", "bwrap", "not-confined"] }, "detail": { "type": "string" } } }, "asked": { "title": "ReportAsked", "description": "Where what it is asked goes, with content of the repository; absent for agents that are programs.", "type": "object", "additionalProperties": false, "required": ["place", "keyVariable"], "properties": { "place": { "description": "Address and wire.", "type": "string" }, "keyVariable": { "description": "Variable that holds the key; null: asked without one.", "type": ["string", "null"] } } }, "status": { "description": "How its last dispatch ended.", "enum": ["completed", "error", "timeout", "not-run"] }, "result": { "description": "Verifiers: the last answer's verdict. Executors: whether the last candidate differs from the base. null: nothing yet.", "enum": ["pass", "concerns", "fail", "no-result", "void", "changed", "no-change", null] }, "proof": { "description": "Verifiers only, of the last attempt that asked them.", "anyOf": [{ "$ref": "#/$defs/proof" }, { "type": "null" }] }, "dispatches": { "type": "array", "items": { "$ref": "#/$defs/dispatch" } }, "usage": { "anyOf": [{ "$ref": "#/$defs/usageFigures" }, { "type": "null" }] }, "durationMs": { "description": "Over all dispatches.", "type": "number", "minimum": 0 }, "fault": { "description": "Of the last dispatch.", "anyOf": [{ "$ref": "#/$defs/fault" }, { "type": "null" }] } } }, "model": { "title": "ReportModel", "description": "A model and how it is known.", "type": "object", "additionalProperties": false, "required": ["name", "attestation"], "properties": { "name": { "type": "string" }, "attestation": { "description": "`served`: the agent reported what answered. `requested`: what was asked for. `declared`: what the configuration says.", "enum": ["served", "requested", "declared"] } } }, "proof": { "title": "ReportProof", "description": "What an answer needs before it counts.", "type": "object", "additionalProperties": false, "required": ["ran", "servedModel", "treeEchoed", "criteriaCovered", "answerValid"], "properties": { "ran": { "description": "The process ran to its end.", "type": "boolean" }, "servedModel": { "description": "The model that was asked for answered; null when that cannot be attested.", "type": ["boolean", "null"] }, "treeEchoed": { "description": "The answer names the tree it was given; null for a form without a tree.", "type": ["boolean", "null"] }, "criteriaCovered": { "title": "ReportCoverage", "description": "Criteria the answer speaks of.", "type": "object", "additionalProperties": false, "required": ["n", "of"], "properties": { "n": { "type": "integer", "minimum": 0 }, "of": { "type": "integer", "minimum": 0 } } }, "answerValid": { "description": "The answer has a valid form.", "type": "boolean" } } }, "dispatch": { "title": "ReportDispatch", "description": "One time an agent was asked.", "type": "object", "additionalProperties": false, "required": ["id", "attempt", "round", "turn", "status", "tree", "prompt", "durationMs", "usage", "fault"], "properties": { "id": { "description": "Names its files in the run folder.", "type": "string" }, "attempt": { "type": "integer", "minimum": 1 }, "round": { "description": "0 outside convergence.", "type": "integer", "minimum": 0 }, "turn": { "enum": ["first", "retry", "repair", "resumed"] }, "status": { "enum": ["completed", "error", "timeout", "not-run", "abandoned", "running"] }, "tree": { "description": "Tree hash it was given.", "type": "string" }, "prompt": { "description": "Path of the prompt.", "type": "string" }, "durationMs": { "description": "null when it did not end by itself.", "type": ["number", "null"], "minimum": 0 }, "usage": { "anyOf": [{ "$ref": "#/$defs/usageFigures" }, { "type": "null" }] }, "cost": { "title": "ReportDispatchCost", "description": "What the budgets count it with. Absent: it has not ended, or the journal of an earlier version does not tell.", "type": "object", "additionalProperties": false, "required": ["source", "tokens", "usd", "estimated"], "properties": { "source": { "description": "Where its money comes from.", "enum": ["reported", "priced", "unknown"] }, "tokens": { "description": "Input and output together.", "type": "number", "minimum": 0 }, "usd": { "description": "null: not known.", "type": ["number", "null"], "minimum": 0 }, "estimated": { "description": "Not told by the agent.", "type": "array", "items": { "enum": ["tokens", "usd"] } } } }, "errors": { "description": "Path of the tool calls that failed or were refused. Absent: none.", "type": "string" }, "fault": { "anyOf": [{ "$ref": "#/$defs/fault" }, { "type": "null" }] } } }, "attempt": { "title": "ReportAttempt", "description": "One pass of executor, evidence and verification.", "type": "object", "additionalProperties": false, "required": ["n", "startTree", "givenTasks", "executor", "candidate", "contractBroken", "audit", "verifiers", "verdict", "outcome", "row", "reasons", "remainingTasks"], "properties": { "n": { "type": "integer", "minimum": 1 }, "startTree": { "type": "string" }, "panel": { "title": "ReportPanel", "description": "Which verifiers of the roster were asked, where that was decided by the size of the change. Absent: all of them.", "type": "object", "additionalProperties": false, "required": ["asked", "leftOut", "reasons"], "properties": { "asked": { "type": "array", "items": { "type": "string" } }, "leftOut": { "type": "array", "items": { "type": "string" } }, "reasons": { "description": "Oldest first.", "type": "array", "items": { "type": "string" } } } }, "givenTasks": { "description": "What the executor was given as left over.", "type": "array", "items": { "$ref": "#/$defs/remainingTask" } }, "executor": { "title": "ReportExecutorTurn", "description": "The executor's part; commands are what it and its stream say, not evidence.", "type": "object", "additionalProperties": false, "required": ["dispatch", "commands", "ownCommits", "restored"], "properties": { "dispatch": { "type": ["string", "null"] }, "commands": { "type": "array", "items": { "$ref": "#/$defs/command" } }, "ownCommits": { "description": "Commits it made itself; okstra makes them again.", "type": "integer", "minimum": 0 }, "restored": { "description": "Files okstra writes back itself, put back.", "type": "array", "items": { "type": "string" } } } }, "candidate": { "anyOf": [{ "$ref": "#/$defs/candidate" }, { "type": "null" }] }, "contractBroken": { "description": "What was changed that the executor must not change; empty otherwise.", "type": "array", "items": { "type": "string" } }, "audit": { "description": "What okstra found by looking at the change itself; null when it did not come to that.", "anyOf": [{ "$ref": "#/$defs/audit" }, { "type": "null" }] }, "verifiers": { "description": "Side by side; empty when the checks decided before a verifier was asked.", "type": "array", "items": { "$ref": "#/$defs/verifierTurn" } }, "verdict": { "enum": ["pass", "concerns", "fail", null] }, "outcome": { "description": "null while the attempt goes on.", "enum": ["accepted", "not-accepted", "blocked", "contract-violated", "failed", "cancelled", "waiting-quota", "next-attempt", null] }, "row": { "type": ["integer", "null"] }, "reasons": { "type": "array", "items": { "type": "string" } }, "remainingTasks": { "type": "array", "items": { "$ref": "#/$defs/remainingTask" } } } }, "candidate": { "title": "ReportCandidate", "description": "The code at the end of the executor\u2019s turn.", "type": "object", "additionalProperties": false, "required": ["commit", "tree", "changed"], "properties": { "commit": { "type": "string" }, "tree": { "type": "string" }, "changed": { "description": "False: the same as the base.", "type": "boolean" } } }, "audit": { "title": "ReportAudit", "description": "Everything here was seen by okstra, nothing is an agent's word. What the audits raised stands among the findings.", "type": "object", "additionalProperties": false, "required": ["raised", "allowed", "tests", "reproducers"], "properties": { "raised": { "description": "Findings of the audits of the change.", "type": "integer", "minimum": 0 }, "allowed": { "description": "What the item itself allows, with what was seen.", "type": "array", "items": { "title": "ReportAllowed", "type": "object", "additionalProperties": false, "required": ["entry", "claim"], "properties": { "entry": { "type": "string" }, "claim": { "type": "string" } } } }, "tests": { "description": "The change's tests, run without the change and with it; null when that was not looked at.", "anyOf": [{ "$ref": "#/$defs/testProof" }, { "type": "null" }] }, "reproducers": { "description": "Commands that verifiers gave as proof, as okstra ran them.", "type": "array", "items": { "title": "ReportReproduction", "type": "object", "additionalProperties": false, "required": ["finding", "cmd", "result", "why"], "properties": { "finding": { "type": "string" }, "cmd": { "type": "string" }, "result": { "enum": ["holds", "holds-on-both", "does-not-hold", "void"] }, "why": { "type": "string" } } } } } }, "testProof": { "title": "ReportTestProof", "type": "object", "additionalProperties": false, "required": ["exempt", "rows"], "properties": { "exempt": { "description": "Why no failing test is expected, as the change itself shows; null when one is.", "type": ["string", "null"] }, "rows": { "type": "array", "items": { "title": "ReportTestRow", "type": "object", "additionalProperties": false, "required": ["file", "result", "cmd", "why"], "properties": { "file": { "type": "string" }, "result": { "enum": ["fail\u2192pass", "pass\u2192pass", "fail\u2192fail", "pass\u2192fail", "not determinable"] }, "cmd": { "type": ["string", "null"] }, "why": { "type": ["string", "null"] } } } } } }, "command": { "title": "ReportCommand", "description": "A command that an agent ran.", "type": "object", "additionalProperties": false, "required": ["cmd", "exitCode", "from"], "properties": { "cmd": { "type": "string" }, "exitCode": { "type": ["integer", "null"] }, "from": { "description": "Seen in its stream, or named in its answer.", "enum": ["stream", "answer"] } } }, "verifierTurn": { "title": "ReportVerifierTurn", "description": "What one verifier answered in one attempt.", "type": "object", "additionalProperties": false, "required": ["seat", "agent", "vendor", "verdict", "form", "summary", "criteria", "findings", "commands", "problems", "proof", "fault"], "properties": { "seat": { "type": "string" }, "agent": { "type": "string" }, "vendor": { "type": "string" }, "verdict": { "description": "null: not answered yet.", "enum": ["pass", "concerns", "fail", "no-result", null] }, "form": { "description": "The accepted form the answer came in.", "enum": ["structured", "json", "fenced", "two-line", null] }, "summary": { "type": "string" }, "criteria": { "type": "array", "items": { "title": "ReportCriterionAnswer", "type": "object", "additionalProperties": false, "required": ["id", "status", "evidence"], "properties": { "id": { "type": "string" }, "status": { "enum": ["met", "partial", "unmet", "not-checked"] }, "evidence": { "type": "string" } } } }, "findings": { "type": "array", "items": { "title": "ReportRawFinding", "description": "A finding as the verifier raised it.", "type": "object", "additionalProperties": false, "required": ["category", "severity", "claim", "evidence"], "properties": { "category": { "enum": ["correctness", "coverage", "regression", "test-tampering", "scope", "security", "performance", "maintainability", "process"] }, "severity": { "enum": ["blocker", "major", "minor", "note"] }, "location": { "$ref": "#/$defs/location" }, "claim": { "type": "string" }, "evidence": { "type": "string" }, "criterion": { "description": "Id of the criterion it is about.", "type": "string" }, "quote": { "$ref": "#/$defs/quote" }, "reproducer": { "$ref": "#/$defs/reproducer" }, "recommendation": { "type": "string" } } } }, "commands": { "type": "array", "items": { "$ref": "#/$defs/command" } }, "problems": { "description": "Why the answer does not count, or what had to be repaired.", "type": "array", "items": { "type": "string" } }, "proof": { "$ref": "#/$defs/proof" }, "fault": { "anyOf": [{ "$ref": "#/$defs/fault" }, { "type": "null" }] } } }, "checks": { "title": "ReportChecks", "description": "Commands okstra ran itself.", "type": "object", "additionalProperties": false, "required": ["configured", "unconfigured", "languagesWithoutLint", "receipts", "discrepancies"], "properties": { "configured": { "type": "array", "items": { "title": "ReportCheck", "type": "object", "additionalProperties": false, "required": ["id", "label", "category", "cmd", "cwd", "language"], "properties": { "id": { "type": "string" }, "label": { "type": "string" }, "category": { "enum": ["item", "lint", "format", "typecheck", "test"] }, "cmd": { "description": "The exact line.", "type": "string" }, "cwd": { "type": "string" }, "language": { "description": "Skipped when no file of this language is in the diff; null: always run.", "type": ["string", "null"] } } } }, "unconfigured": { "description": "Categories for which no check is configured.", "type": "array", "items": { "type": "string" } }, "languagesWithoutLint": { "description": "Languages of the diff that no lint or format check covers.", "type": "array", "items": { "type": "string" } }, "receipts": { "description": "In the order they were run.", "type": "array", "items": { "$ref": "#/$defs/receipt" } }, "discrepancies": { "type": "array", "items": { "title": "ReportDiscrepancy", "description": "An agent says something else of a check than okstra saw.", "type": "object", "additionalProperties": false, "required": ["attempt", "seat", "check", "cmd", "claimedExit", "observedExit", "observedStatus", "falsePass"], "properties": { "attempt": { "type": "integer", "minimum": 1 }, "seat": { "type": "string" }, "check": { "type": "string" }, "cmd": { "type": "string" }, "claimedExit": { "type": ["integer", "null"] }, "observedExit": { "type": ["integer", "null"] }, "observedStatus": { "enum": ["passed", "failed", "timed-out", "skipped"] }, "falsePass": { "description": "The agent claims a pass where okstra saw a failure; the opposite is a note.", "type": "boolean" } } } } } }, "receipt": { "title": "ReportReceipt", "description": "What one run of a check left behind.", "type": "object", "additionalProperties": false, "required": ["check", "label", "category", "cmd", "cwd", "on", "attempt", "commit", "tree", "status", "exitCode", "durationMs", "log", "tail", "counts", "confinement", "note"], "properties": { "check": { "type": "string" }, "label": { "type": "string" }, "category": { "enum": ["item", "lint", "format", "typecheck", "test", "setup"] }, "cmd": { "type": "string" }, "cwd": { "type": "string" }, "on": { "enum": ["baseline", "candidate"] }, "attempt": { "description": "0 on the baseline.", "type": "integer", "minimum": 0 }, "commit": { "type": "string" }, "tree": { "type": "string" }, "status": { "enum": ["passed", "failed", "timed-out", "skipped"] }, "exitCode": { "description": "null: ended by a signal, or not run.", "type": ["integer", "null"] }, "durationMs": { "type": "number", "minimum": 0 }, "log": { "description": "The full output; null when skipped.", "anyOf": [{ "$ref": "#/$defs/artifact" }, { "type": "null" }] }, "tail": { "description": "End of the output.", "type": "string" }, "counts": { "anyOf": [{ "title": "ReportTestCounts", "type": "object", "additionalProperties": false, "required": ["passed", "failed", "skipped"], "properties": { "passed": { "type": "integer", "minimum": 0 }, "failed": { "type": "integer", "minimum": 0 }, "skipped": { "type": "integer", "minimum": 0 } } }, { "type": "null" }] }, "confinement": { "description": "`bwrap`: sandboxed. `process-group`: unsandboxed.", "enum": ["bwrap", "process-group"] }, "note": { "description": "Why it was skipped.", "type": ["string", "null"] }, "hint": { "description": "It failed in the sandbox, and its output looks as if that had been in its way. Absent: no sign of it.", "type": "string" }, "cachedFrom": { "title": "ReportCachedFrom", "description": "Not run: taken from an earlier run on the same tree. Absent: run.", "type": "object", "additionalProperties": false, "required": ["run", "at"], "properties": { "run": { "type": "string" }, "at": { "type": "string", "format": "date-time" } } } } }, "artifact": { "title": "ReportArtifact", "description": "A file of the run folder that never changes.", "type": "object", "additionalProperties": false, "required": ["path", "sha256", "bytes"], "properties": { "path": { "description": "Relative to the run folder.", "type": "string" }, "sha256": { "type": "string", "pattern": "^[0-9a-f]{64}$" }, "bytes": { "type": "integer", "minimum": 0 } } }, "criterion": { "title": "ReportCriterion", "description": "A criterion of the item and what was found of it.", "type": "object", "additionalProperties": false, "required": ["id", "text", "kind", "status", "receipt", "answers"], "properties": { "id": { "type": "string" }, "text": { "type": "string" }, "kind": { "enum": ["automated", "manual", "whole"] }, "status": { "description": "`by-check`: answered by a receipt. `for-a-person`: manual, and no verifier could check it.", "enum": ["met", "partial", "unmet", "not-checked", "by-check", "for-a-person"] }, "receipt": { "anyOf": [{ "title": "ReportCriterionReceipt", "description": "The check that answers it.", "type": "object", "additionalProperties": false, "required": ["check", "status", "exitCode"], "properties": { "check": { "type": "string" }, "status": { "enum": ["passed", "failed", "timed-out", "skipped"] }, "exitCode": { "type": ["integer", "null"] } } }, { "type": "null" }] }, "answers": { "description": "One per verifier that spoke of it.", "type": "array", "items": { "title": "ReportCriterionOpinion", "type": "object", "additionalProperties": false, "required": ["seat", "status", "evidence"], "properties": { "seat": { "type": "string" }, "status": { "enum": ["met", "partial", "unmet", "not-checked"] }, "evidence": { "type": "string" } } } } } }, "location": { "title": "ReportLocation", "description": "Lines of a file, both ends included, counted from 1.", "type": "object", "additionalProperties": false, "required": ["file", "startLine", "endLine"], "properties": { "file": { "type": "string" }, "startLine": { "type": "integer", "minimum": 0 }, "endLine": { "type": "integer", "minimum": 0 } } }, "reproducer": { "title": "ReportReproducer", "description": "A command that shows the problem.", "type": "object", "additionalProperties": false, "required": ["cmd", "expect"], "properties": { "cmd": { "type": "string" }, "expect": { "title": "ReportExpectation", "description": "What the command does while the problem is there.", "type": "object", "additionalProperties": false, "required": ["exit"], "properties": { "exit": { "anyOf": [{ "type": "integer" }, { "const": "nonzero" }] }, "stdout": { "type": "string" } } } } }, "quote": { "title": "ReportQuote", "description": "A line of the change, as cited.", "type": "object", "additionalProperties": false, "required": ["file", "side", "line", "text"], "properties": { "file": { "type": "string" }, "side": { "enum": ["new", "base"] }, "line": { "type": "integer", "minimum": 0 }, "text": { "type": "string" } } }, "finding": { "title": "ReportFinding", "description": "A problem after merging, and what became of it.", "type": "object", "additionalProperties": false, "required": ["id", "category", "severity", "claim", "evidence", "raisedBy", "vendors", "class", "state", "firstAttempt", "counts", "positions"], "properties": { "id": { "description": "`F-001`\u2026, kept over rounds and attempts.", "type": "string" }, "category": { "enum": ["correctness", "coverage", "regression", "test-tampering", "scope", "security", "performance", "maintainability", "process"] }, "severity": { "enum": ["blocker", "major", "minor", "note"] }, "location": { "$ref": "#/$defs/location" }, "claim": { "type": "string" }, "evidence": { "type": "string" }, "criterion": { "description": "Id of the criterion it is about.", "type": "string" }, "quote": { "$ref": "#/$defs/quote" }, "reproducer": { "$ref": "#/$defs/reproducer" }, "recommendation": { "type": "string" }, "raisedBy": { "description": "Seats, or `okstra` for an audit.", "type": "array", "items": { "type": "string" } }, "vendors": { "type": "array", "items": { "type": "string" } }, "class": { "enum": ["reproduced", "refuted", "withdrawn", "confirmed", "disputed", "standing"] }, "state": { "enum": ["new", "open", "fixed", "regressed"] }, "firstAttempt": { "type": "integer", "minimum": 1 }, "counts": { "description": "Whether it enters the verdict.", "type": "boolean" }, "why": { "description": "Why it does not enter the verdict.", "type": "string" }, "fixes": { "description": "How often it was gone in an attempt after it had been reported.", "type": "integer", "minimum": 1 }, "reproduced": { "description": "What its reproducer did; absent when it was not run.", "enum": ["holds", "holds-on-both", "does-not-hold", "void"] }, "positions": { "type": "array", "items": { "title": "ReportPosition", "description": "What another verifier says of it.", "type": "object", "additionalProperties": false, "required": ["round", "seat", "vendor", "finding", "position", "evidence"], "properties": { "round": { "type": "integer", "minimum": 0 }, "seat": { "type": "string" }, "vendor": { "type": "string" }, "finding": { "type": "string" }, "position": { "enum": ["AGREE", "DISAGREE", "SUPPLEMENT", "WITHDRAW"] }, "kind": { "enum": ["a", "b", "c", "d", "e"] }, "evidence": { "type": "string" }, "quote": { "$ref": "#/$defs/quote" } } } } } }, "convergence": { "title": "ReportConvergence", "description": "Repeated word for word from the convergence state of the last attempt.", "type": "object", "additionalProperties": false, "required": ["roundHistory", "round2SkippedReason", "finalClassificationCounts", "stopReason"], "properties": { "roundHistory": { "type": "array", "items": { "type": "object" } }, "round2SkippedReason": { "type": ["string", "null"] }, "stopReason": { "description": "Why there was no further round.", "type": ["string", "null"] }, "finalClassificationCounts": { "type": "object", "additionalProperties": { "type": "integer", "minimum": 0 } } } }, "commit": { "title": "ReportCommit", "type": "object", "additionalProperties": false, "required": ["sha", "message", "step"], "properties": { "sha": { "type": "string" }, "message": { "type": "string" }, "step": { "description": "Step of a plan it belongs to.", "type": ["string", "null"] } } }, "diff": { "title": "ReportDiff", "description": "The change of the last candidate over its base.", "type": "object", "additionalProperties": false, "required": ["branch", "base", "head", "files", "insertions", "deletions", "ref", "outOfPlan"], "properties": { "branch": { "type": ["string", "null"] }, "base": { "description": "Commit.", "type": ["string", "null"] }, "head": { "description": "Commit.", "type": ["string", "null"] }, "files": { "type": "array", "items": { "title": "ReportChangedFile", "type": "object", "additionalProperties": false, "required": ["path", "status", "previousPath", "insertions", "deletions", "binary"], "properties": { "path": { "type": "string" }, "status": { "enum": ["added", "modified", "deleted", "renamed", "type-changed"] }, "previousPath": { "type": ["string", "null"] }, "insertions": { "type": "integer", "minimum": 0 }, "deletions": { "type": "integer", "minimum": 0 }, "binary": { "type": "boolean" } } } }, "insertions": { "type": "integer", "minimum": 0 }, "deletions": { "type": "integer", "minimum": 0 }, "ref": { "description": "The unified diff.", "anyOf": [{ "$ref": "#/$defs/artifact" }, { "type": "null" }] }, "outOfPlan": { "description": "Files outside those the item or the executor\u2019s plan names; may be empty.", "type": "array", "items": { "title": "ReportOutOfPlan", "type": "object", "additionalProperties": false, "required": ["file", "why"], "properties": { "file": { "type": "string" }, "why": { "description": "The executor's reason.", "type": ["string", "null"] } } } } } }, "remainingTask": { "title": "ReportRemainingTask", "type": "object", "additionalProperties": false, "required": ["text", "origin"], "properties": { "text": { "type": "string" }, "origin": { "description": "Criterion, finding, check or seat it comes from.", "type": "string" } } }, "followUp": { "title": "ReportFollowUp", "description": "Work that this run does not do.", "type": "object", "additionalProperties": false, "required": ["id", "kind", "level", "origin", "title", "suggestedPhase", "scope", "reason", "autoSpawn", "spawned"], "properties": { "id": { "description": "Unique in its run.", "type": "string" }, "kind": { "enum": ["out-of-scope", "declined-recommendation", "residual-risk", "clarification"] }, "level": { "description": "Severity of the finding it comes from; note for what an agent only said.", "enum": ["blocker", "major", "minor", "note"] }, "origin": { "description": "Id of a finding, or the seat that said it.", "type": "string" }, "title": { "type": "string" }, "suggestedPhase": { "type": "string" }, "scope": { "type": "string" }, "reason": { "type": "string" }, "autoSpawn": { "description": "Whether it became an item without being asked for.", "type": "boolean" }, "spawned": { "description": "Path of the item made of it at the end of the run, relative to the repository.", "type": ["string", "null"] } } }, "prose": { "title": "ReportProse", "description": "What the report writer says of the run. Absent: there is none in the roster, or there is nothing to explain yet.", "type": "object", "additionalProperties": false, "required": ["seat", "dispatch", "summary", "rationale", "reason"], "properties": { "seat": { "description": "Who was asked.", "type": "string" }, "dispatch": { "description": "The dispatch that the texts are from; null: there are none.", "type": ["string", "null"] }, "summary": { "description": "What came of it, in Markdown. Every number of it stands in this document.", "type": ["string", "null"] }, "rationale": { "description": "Why the verdict is what it is, in Markdown. Every number of it stands in this document.", "type": ["string", "null"] }, "reason": { "description": "Why there are no texts; then the report says itself what came of it.", "type": ["string", "null"] } } }, "workerOutput": { "title": "ReportWorkerOutput", "description": "The executor's last final text.", "type": "object", "additionalProperties": false, "required": ["dispatch", "text", "truncated", "bytes", "path"], "properties": { "dispatch": { "type": ["string", "null"] }, "text": { "description": "At most 16 KB: the head and the tail when it is longer.", "type": "string" }, "truncated": { "type": "boolean" }, "bytes": { "description": "Of the full text.", "type": "integer", "minimum": 0 }, "path": { "description": "Of the full text, relative to the run folder.", "type": ["string", "null"] } } }, "usage": { "title": "ReportUsage", "type": "object", "additionalProperties": false, "required": ["byRole", "byAgent", "total"], "properties": { "byRole": { "type": "array", "items": { "title": "ReportRoleUsage", "type": "object", "additionalProperties": false, "required": ["role", "figures", "dispatches", "unreported"], "properties": { "role": { "enum": ["executor", "verifier", "analyst", "report-writer"] }, "figures": { "anyOf": [{ "$ref": "#/$defs/usageFigures" }, { "type": "null" }] }, "dispatches": { "type": "integer", "minimum": 0 }, "unpriced": { "description": "Dispatches whose cost is not known, and not in the figures. Absent in reports of earlier versions.", "type": "integer", "minimum": 0 }, "estimatedTokens": { "description": "Estimated for dispatches that did not say, and not in the figures. Absent in reports of earlier versions.", "type": "integer", "minimum": 0 }, "unreported": { "description": "Dispatches whose agent did not say.", "type": "integer", "minimum": 0 } } } }, "byAgent": { "type": "array", "items": { "title": "ReportAgentUsage", "type": "object", "additionalProperties": false, "required": ["agent", "figures", "dispatches", "unreported"], "properties": { "agent": { "type": "string" }, "figures": { "anyOf": [{ "$ref": "#/$defs/usageFigures" }, { "type": "null" }] }, "dispatches": { "type": "integer", "minimum": 0 }, "unpriced": { "description": "Dispatches whose cost is not known, and not in the figures. Absent in reports of earlier versions.", "type": "integer", "minimum": 0 }, "estimatedTokens": { "description": "Estimated for dispatches that did not say, and not in the figures. Absent in reports of earlier versions.", "type": "integer", "minimum": 0 }, "unreported": { "type": "integer", "minimum": 0 } } } }, "budget": { "title": "ReportBudget", "description": "What the budgets of the run counted, estimates included. Absent in reports of earlier versions.", "type": "object", "additionalProperties": false, "required": ["tokens", "usd"], "properties": { "tokens": { "$ref": "#/$defs/spent" }, "usd": { "$ref": "#/$defs/spent" } } }, "total": { "title": "ReportTotalUsage", "type": "object", "additionalProperties": false, "required": ["figures", "dispatches", "unreported"], "properties": { "figures": { "anyOf": [{ "$ref": "#/$defs/usageFigures" }, { "type": "null" }] }, "dispatches": { "type": "integer", "minimum": 0 }, "unpriced": { "description": "Dispatches whose cost is not known, and not in the figures. Absent in reports of earlier versions.", "type": "integer", "minimum": 0 }, "estimatedTokens": { "description": "Estimated for dispatches that did not say, and not in the figures. Absent in reports of earlier versions.", "type": "integer", "minimum": 0 }, "unreported": { "type": "integer", "minimum": 0 } } } } }, "spent": { "title": "ReportSpent", "type": "object", "additionalProperties": false, "required": ["limit", "used", "estimated"], "properties": { "limit": { "description": "null: none.", "type": ["number", "null"], "minimum": 0 }, "used": { "type": "number", "minimum": 0 }, "estimated": { "description": "Whether a part of it is an estimate.", "type": "boolean" } } }, "timing": { "title": "ReportTiming", "description": "Wall clock, from the times of the journal.", "type": "object", "additionalProperties": false, "required": ["totalMs", "phases", "agents"], "properties": { "totalMs": { "description": "From the start to the end, or to the last event, interruptions included.", "type": "number", "minimum": 0 }, "phases": { "description": "Only phases that took place.", "type": "array", "items": { "title": "ReportPhaseTime", "type": "object", "additionalProperties": false, "required": ["phase", "ms"], "properties": { "phase": { "enum": ["prepare", "baseline", "execute", "evidence", "verify", "interrupted"] }, "ms": { "type": "number", "minimum": 0 } } } }, "agents": { "type": "array", "items": { "title": "ReportAgentTime", "type": "object", "additionalProperties": false, "required": ["seat", "role", "ms", "dispatches"], "properties": { "seat": { "type": "string" }, "role": { "enum": ["executor", "verifier", "analyst", "report-writer"] }, "ms": { "type": "number", "minimum": 0 }, "dispatches": { "type": "integer", "minimum": 0 } } } } } }, "environment": { "title": "ReportEnvironment", "type": "object", "additionalProperties": false, "required": ["os", "node", "git", "sandbox", "distinctVendors"], "properties": { "os": { "type": "string" }, "node": { "type": "string" }, "git": { "type": "string" }, "sandbox": { "description": "Whether okstra's own sandbox works here.", "type": "boolean" }, "distinctVendors": { "title": "ReportDistinctVendors", "description": "Vendors other than the executor's that gave a verdict in the last attempt.", "type": "object", "additionalProperties": false, "required": ["count", "vendors"], "properties": { "count": { "type": "integer", "minimum": 0 }, "vendors": { "type": "array", "items": { "type": "string" } } } } } } } };
var func1 = Object.prototype.hasOwnProperty;
var schema54 = { "title": "ReportRun", "description": "The run and how it ended.", "type": "object", "additionalProperties": false, "required": ["id", "taskKey", "phase", "seq", "dir", "mode", "level", "maxAttempts", "attemptsUsed", "outcome", "verdict", "finalVerifierStatus", "row", "reasons", "language", "startedAt", "finishedAt", "okstraVersion", "resumed", "failure", "leftOut", "notices"], "properties": { "id": { "description": "For example `run-20310402-091011-k3f9`.", "type": "string" }, "taskKey": { "description": "`<project>:<group>:<id>`", "type": "string" }, "phase": { "enum": ["requirements-discovery", "improvement-discovery", "error-analysis", "implementation-planning", "implementation", "final-verification", "release-handoff"] }, "seq": { "description": "Number of the run folder, from 1.", "type": "integer", "minimum": 1 }, "dir": { "description": "The run folder, relative to the top of the repository. Paths of artifacts in this document are relative to it.", "type": "string" }, "mode": { "enum": ["strict", "parallel"] }, "level": { "enum": ["light", "cross"] }, "maxAttempts": { "type": "integer", "minimum": 1 }, "attemptsUsed": { "type": "integer", "minimum": 0 }, "outcome": { "description": "null while the run goes on.", "enum": ["accepted", "not-accepted", "blocked", "contract-violated", "failed", "cancelled", "waiting-quota", null] }, "verdict": { "description": "okstra's verdict on the last attempt; null when none could be given.", "enum": ["pass", "concerns", "fail", null] }, "finalVerifierStatus": { "description": "`ok` exactly when the run was accepted.", "enum": ["ok", "missing"] }, "row": { "description": "Row of the verdict table that decided; null without a verdict.", "type": ["integer", "null"] }, "reasons": { "description": "Why the run ended as it did, or why the last verdict is what it is.", "type": "array", "items": { "type": "string" } }, "language": { "description": "Language of rendered reports.", "enum": ["en", "ko"] }, "startedAt": { "type": "string", "format": "date-time" }, "finishedAt": { "description": "null while the run goes on.", "type": ["string", "null"], "format": "date-time" }, "okstraVersion": { "description": "The version that started the run.", "type": "string" }, "resumed": { "description": "How many times the run was continued after an interruption.", "type": "integer", "minimum": 0 }, "failure": { "description": "The fault that ended the run, when one did.", "anyOf": [{ "$ref": "#/$defs/failure" }, { "type": "null" }] }, "leftOut": { "type": "array", "items": { "title": "ReportLeftOut", "description": "An agent that could have been a verifier but was not.", "type": "object", "additionalProperties": false, "required": ["agent", "reason"], "properties": { "agent": { "type": "string" }, "reason": { "type": "string" } } } }, "notices": { "description": "What was worth telling, of the plan and of the run.", "type": "array", "items": { "$ref": "#/$defs/notice" } } } };
var formats2 = require_formats().fullFormats["date-time"];
var schema55 = { "title": "ReportFailure", "description": "A fault with what to do about it.", "type": "object", "additionalProperties": false, "required": ["category", "code", "message", "fix"], "properties": { "category": { "type": "string" }, "code": { "type": "string" }, "message": { "type": "string" }, "fix": { "type": ["string", "null"] } } };
function validate166(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate166.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.category === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "category" }, message: "must have required property 'category'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.code === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "code" }, message: "must have required property 'code'" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.message === void 0) {
      const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "message" }, message: "must have required property 'message'" };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    if (data.fix === void 0) {
      const err3 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "fix" }, message: "must have required property 'fix'" };
      if (vErrors === null) {
        vErrors = [err3];
      } else {
        vErrors.push(err3);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "category" || key0 === "code" || key0 === "message" || key0 === "fix")) {
        const err4 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.category !== void 0) {
      if (typeof data.category !== "string") {
        const err5 = { instancePath: instancePath + "/category", schemaPath: "#/properties/category/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    if (data.code !== void 0) {
      if (typeof data.code !== "string") {
        const err6 = { instancePath: instancePath + "/code", schemaPath: "#/properties/code/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
    }
    if (data.message !== void 0) {
      if (typeof data.message !== "string") {
        const err7 = { instancePath: instancePath + "/message", schemaPath: "#/properties/message/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
    }
    if (data.fix !== void 0) {
      let data3 = data.fix;
      if (typeof data3 !== "string" && data3 !== null) {
        const err8 = { instancePath: instancePath + "/fix", schemaPath: "#/properties/fix/type", keyword: "type", params: { type: schema55.properties.fix.type }, message: "must be string,null" };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
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
  validate166.errors = vErrors;
  return errors === 0;
}
validate166.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
var schema56 = { "title": "ReportNotice", "description": "Something worth telling that decides nothing.", "type": "object", "additionalProperties": false, "required": ["code", "message", "fix"], "properties": { "code": { "type": "string" }, "message": { "type": "string" }, "fix": { "type": ["string", "null"] } } };
function validate168(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate168.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.code === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "code" }, message: "must have required property 'code'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.message === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "message" }, message: "must have required property 'message'" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.fix === void 0) {
      const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "fix" }, message: "must have required property 'fix'" };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "code" || key0 === "message" || key0 === "fix")) {
        const err3 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    if (data.code !== void 0) {
      if (typeof data.code !== "string") {
        const err4 = { instancePath: instancePath + "/code", schemaPath: "#/properties/code/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.message !== void 0) {
      if (typeof data.message !== "string") {
        const err5 = { instancePath: instancePath + "/message", schemaPath: "#/properties/message/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    if (data.fix !== void 0) {
      let data2 = data.fix;
      if (typeof data2 !== "string" && data2 !== null) {
        const err6 = { instancePath: instancePath + "/fix", schemaPath: "#/properties/fix/type", keyword: "type", params: { type: schema56.properties.fix.type }, message: "must be string,null" };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
    }
  } else {
    const err7 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err7];
    } else {
      vErrors.push(err7);
    }
    errors++;
  }
  validate168.errors = vErrors;
  return errors === 0;
}
validate168.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
function validate165(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate165.evaluated;
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
    if (data.taskKey === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "taskKey" }, message: "must have required property 'taskKey'" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.phase === void 0) {
      const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "phase" }, message: "must have required property 'phase'" };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    if (data.seq === void 0) {
      const err3 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "seq" }, message: "must have required property 'seq'" };
      if (vErrors === null) {
        vErrors = [err3];
      } else {
        vErrors.push(err3);
      }
      errors++;
    }
    if (data.dir === void 0) {
      const err4 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "dir" }, message: "must have required property 'dir'" };
      if (vErrors === null) {
        vErrors = [err4];
      } else {
        vErrors.push(err4);
      }
      errors++;
    }
    if (data.mode === void 0) {
      const err5 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "mode" }, message: "must have required property 'mode'" };
      if (vErrors === null) {
        vErrors = [err5];
      } else {
        vErrors.push(err5);
      }
      errors++;
    }
    if (data.level === void 0) {
      const err6 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "level" }, message: "must have required property 'level'" };
      if (vErrors === null) {
        vErrors = [err6];
      } else {
        vErrors.push(err6);
      }
      errors++;
    }
    if (data.maxAttempts === void 0) {
      const err7 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "maxAttempts" }, message: "must have required property 'maxAttempts'" };
      if (vErrors === null) {
        vErrors = [err7];
      } else {
        vErrors.push(err7);
      }
      errors++;
    }
    if (data.attemptsUsed === void 0) {
      const err8 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "attemptsUsed" }, message: "must have required property 'attemptsUsed'" };
      if (vErrors === null) {
        vErrors = [err8];
      } else {
        vErrors.push(err8);
      }
      errors++;
    }
    if (data.outcome === void 0) {
      const err9 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "outcome" }, message: "must have required property 'outcome'" };
      if (vErrors === null) {
        vErrors = [err9];
      } else {
        vErrors.push(err9);
      }
      errors++;
    }
    if (data.verdict === void 0) {
      const err10 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "verdict" }, message: "must have required property 'verdict'" };
      if (vErrors === null) {
        vErrors = [err10];
      } else {
        vErrors.push(err10);
      }
      errors++;
    }
    if (data.finalVerifierStatus === void 0) {
      const err11 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "finalVerifierStatus" }, message: "must have required property 'finalVerifierStatus'" };
      if (vErrors === null) {
        vErrors = [err11];
      } else {
        vErrors.push(err11);
      }
      errors++;
    }
    if (data.row === void 0) {
      const err12 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "row" }, message: "must have required property 'row'" };
      if (vErrors === null) {
        vErrors = [err12];
      } else {
        vErrors.push(err12);
      }
      errors++;
    }
    if (data.reasons === void 0) {
      const err13 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "reasons" }, message: "must have required property 'reasons'" };
      if (vErrors === null) {
        vErrors = [err13];
      } else {
        vErrors.push(err13);
      }
      errors++;
    }
    if (data.language === void 0) {
      const err14 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "language" }, message: "must have required property 'language'" };
      if (vErrors === null) {
        vErrors = [err14];
      } else {
        vErrors.push(err14);
      }
      errors++;
    }
    if (data.startedAt === void 0) {
      const err15 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "startedAt" }, message: "must have required property 'startedAt'" };
      if (vErrors === null) {
        vErrors = [err15];
      } else {
        vErrors.push(err15);
      }
      errors++;
    }
    if (data.finishedAt === void 0) {
      const err16 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "finishedAt" }, message: "must have required property 'finishedAt'" };
      if (vErrors === null) {
        vErrors = [err16];
      } else {
        vErrors.push(err16);
      }
      errors++;
    }
    if (data.okstraVersion === void 0) {
      const err17 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "okstraVersion" }, message: "must have required property 'okstraVersion'" };
      if (vErrors === null) {
        vErrors = [err17];
      } else {
        vErrors.push(err17);
      }
      errors++;
    }
    if (data.resumed === void 0) {
      const err18 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "resumed" }, message: "must have required property 'resumed'" };
      if (vErrors === null) {
        vErrors = [err18];
      } else {
        vErrors.push(err18);
      }
      errors++;
    }
    if (data.failure === void 0) {
      const err19 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "failure" }, message: "must have required property 'failure'" };
      if (vErrors === null) {
        vErrors = [err19];
      } else {
        vErrors.push(err19);
      }
      errors++;
    }
    if (data.leftOut === void 0) {
      const err20 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "leftOut" }, message: "must have required property 'leftOut'" };
      if (vErrors === null) {
        vErrors = [err20];
      } else {
        vErrors.push(err20);
      }
      errors++;
    }
    if (data.notices === void 0) {
      const err21 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "notices" }, message: "must have required property 'notices'" };
      if (vErrors === null) {
        vErrors = [err21];
      } else {
        vErrors.push(err21);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!func1.call(schema54.properties, key0)) {
        const err22 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err22];
        } else {
          vErrors.push(err22);
        }
        errors++;
      }
    }
    if (data.id !== void 0) {
      if (typeof data.id !== "string") {
        const err23 = { instancePath: instancePath + "/id", schemaPath: "#/properties/id/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err23];
        } else {
          vErrors.push(err23);
        }
        errors++;
      }
    }
    if (data.taskKey !== void 0) {
      if (typeof data.taskKey !== "string") {
        const err24 = { instancePath: instancePath + "/taskKey", schemaPath: "#/properties/taskKey/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err24];
        } else {
          vErrors.push(err24);
        }
        errors++;
      }
    }
    if (data.phase !== void 0) {
      let data2 = data.phase;
      if (!(data2 === "requirements-discovery" || data2 === "improvement-discovery" || data2 === "error-analysis" || data2 === "implementation-planning" || data2 === "implementation" || data2 === "final-verification" || data2 === "release-handoff")) {
        const err25 = { instancePath: instancePath + "/phase", schemaPath: "#/properties/phase/enum", keyword: "enum", params: { allowedValues: schema54.properties.phase.enum }, message: "must be equal to one of the allowed values" };
        if (vErrors === null) {
          vErrors = [err25];
        } else {
          vErrors.push(err25);
        }
        errors++;
      }
    }
    if (data.seq !== void 0) {
      let data3 = data.seq;
      if (!(typeof data3 == "number" && (!(data3 % 1) && !isNaN(data3)) && isFinite(data3))) {
        const err26 = { instancePath: instancePath + "/seq", schemaPath: "#/properties/seq/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
        if (vErrors === null) {
          vErrors = [err26];
        } else {
          vErrors.push(err26);
        }
        errors++;
      }
      if (typeof data3 == "number" && isFinite(data3)) {
        if (data3 < 1 || isNaN(data3)) {
          const err27 = { instancePath: instancePath + "/seq", schemaPath: "#/properties/seq/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
          if (vErrors === null) {
            vErrors = [err27];
          } else {
            vErrors.push(err27);
          }
          errors++;
        }
      }
    }
    if (data.dir !== void 0) {
      if (typeof data.dir !== "string") {
        const err28 = { instancePath: instancePath + "/dir", schemaPath: "#/properties/dir/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err28];
        } else {
          vErrors.push(err28);
        }
        errors++;
      }
    }
    if (data.mode !== void 0) {
      let data5 = data.mode;
      if (!(data5 === "strict" || data5 === "parallel")) {
        const err29 = { instancePath: instancePath + "/mode", schemaPath: "#/properties/mode/enum", keyword: "enum", params: { allowedValues: schema54.properties.mode.enum }, message: "must be equal to one of the allowed values" };
        if (vErrors === null) {
          vErrors = [err29];
        } else {
          vErrors.push(err29);
        }
        errors++;
      }
    }
    if (data.level !== void 0) {
      let data6 = data.level;
      if (!(data6 === "light" || data6 === "cross")) {
        const err30 = { instancePath: instancePath + "/level", schemaPath: "#/properties/level/enum", keyword: "enum", params: { allowedValues: schema54.properties.level.enum }, message: "must be equal to one of the allowed values" };
        if (vErrors === null) {
          vErrors = [err30];
        } else {
          vErrors.push(err30);
        }
        errors++;
      }
    }
    if (data.maxAttempts !== void 0) {
      let data7 = data.maxAttempts;
      if (!(typeof data7 == "number" && (!(data7 % 1) && !isNaN(data7)) && isFinite(data7))) {
        const err31 = { instancePath: instancePath + "/maxAttempts", schemaPath: "#/properties/maxAttempts/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
        if (vErrors === null) {
          vErrors = [err31];
        } else {
          vErrors.push(err31);
        }
        errors++;
      }
      if (typeof data7 == "number" && isFinite(data7)) {
        if (data7 < 1 || isNaN(data7)) {
          const err32 = { instancePath: instancePath + "/maxAttempts", schemaPath: "#/properties/maxAttempts/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
          if (vErrors === null) {
            vErrors = [err32];
          } else {
            vErrors.push(err32);
          }
          errors++;
        }
      }
    }
    if (data.attemptsUsed !== void 0) {
      let data8 = data.attemptsUsed;
      if (!(typeof data8 == "number" && (!(data8 % 1) && !isNaN(data8)) && isFinite(data8))) {
        const err33 = { instancePath: instancePath + "/attemptsUsed", schemaPath: "#/properties/attemptsUsed/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
        if (vErrors === null) {
          vErrors = [err33];
        } else {
          vErrors.push(err33);
        }
        errors++;
      }
      if (typeof data8 == "number" && isFinite(data8)) {
        if (data8 < 0 || isNaN(data8)) {
          const err34 = { instancePath: instancePath + "/attemptsUsed", schemaPath: "#/properties/attemptsUsed/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
          if (vErrors === null) {
            vErrors = [err34];
          } else {
            vErrors.push(err34);
          }
          errors++;
        }
      }
    }
    if (data.outcome !== void 0) {
      let data9 = data.outcome;
      if (!(data9 === "accepted" || data9 === "not-accepted" || data9 === "blocked" || data9 === "contract-violated" || data9 === "failed" || data9 === "cancelled" || data9 === "waiting-quota" || data9 === null)) {
        const err35 = { instancePath: instancePath + "/outcome", schemaPath: "#/properties/outcome/enum", keyword: "enum", params: { allowedValues: schema54.properties.outcome.enum }, message: "must be equal to one of the allowed values" };
        if (vErrors === null) {
          vErrors = [err35];
        } else {
          vErrors.push(err35);
        }
        errors++;
      }
    }
    if (data.verdict !== void 0) {
      let data10 = data.verdict;
      if (!(data10 === "pass" || data10 === "concerns" || data10 === "fail" || data10 === null)) {
        const err36 = { instancePath: instancePath + "/verdict", schemaPath: "#/properties/verdict/enum", keyword: "enum", params: { allowedValues: schema54.properties.verdict.enum }, message: "must be equal to one of the allowed values" };
        if (vErrors === null) {
          vErrors = [err36];
        } else {
          vErrors.push(err36);
        }
        errors++;
      }
    }
    if (data.finalVerifierStatus !== void 0) {
      let data11 = data.finalVerifierStatus;
      if (!(data11 === "ok" || data11 === "missing")) {
        const err37 = { instancePath: instancePath + "/finalVerifierStatus", schemaPath: "#/properties/finalVerifierStatus/enum", keyword: "enum", params: { allowedValues: schema54.properties.finalVerifierStatus.enum }, message: "must be equal to one of the allowed values" };
        if (vErrors === null) {
          vErrors = [err37];
        } else {
          vErrors.push(err37);
        }
        errors++;
      }
    }
    if (data.row !== void 0) {
      let data12 = data.row;
      if (!(typeof data12 == "number" && (!(data12 % 1) && !isNaN(data12)) && isFinite(data12)) && data12 !== null) {
        const err38 = { instancePath: instancePath + "/row", schemaPath: "#/properties/row/type", keyword: "type", params: { type: schema54.properties.row.type }, message: "must be integer,null" };
        if (vErrors === null) {
          vErrors = [err38];
        } else {
          vErrors.push(err38);
        }
        errors++;
      }
    }
    if (data.reasons !== void 0) {
      let data13 = data.reasons;
      if (Array.isArray(data13)) {
        const len0 = data13.length;
        for (let i0 = 0; i0 < len0; i0++) {
          if (typeof data13[i0] !== "string") {
            const err39 = { instancePath: instancePath + "/reasons/" + i0, schemaPath: "#/properties/reasons/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err39];
            } else {
              vErrors.push(err39);
            }
            errors++;
          }
        }
      } else {
        const err40 = { instancePath: instancePath + "/reasons", schemaPath: "#/properties/reasons/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err40];
        } else {
          vErrors.push(err40);
        }
        errors++;
      }
    }
    if (data.language !== void 0) {
      let data15 = data.language;
      if (!(data15 === "en" || data15 === "ko")) {
        const err41 = { instancePath: instancePath + "/language", schemaPath: "#/properties/language/enum", keyword: "enum", params: { allowedValues: schema54.properties.language.enum }, message: "must be equal to one of the allowed values" };
        if (vErrors === null) {
          vErrors = [err41];
        } else {
          vErrors.push(err41);
        }
        errors++;
      }
    }
    if (data.startedAt !== void 0) {
      let data16 = data.startedAt;
      if (typeof data16 === "string") {
        if (!formats2.validate(data16)) {
          const err42 = { instancePath: instancePath + "/startedAt", schemaPath: "#/properties/startedAt/format", keyword: "format", params: { format: "date-time" }, message: 'must match format "date-time"' };
          if (vErrors === null) {
            vErrors = [err42];
          } else {
            vErrors.push(err42);
          }
          errors++;
        }
      } else {
        const err43 = { instancePath: instancePath + "/startedAt", schemaPath: "#/properties/startedAt/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err43];
        } else {
          vErrors.push(err43);
        }
        errors++;
      }
    }
    if (data.finishedAt !== void 0) {
      let data17 = data.finishedAt;
      if (typeof data17 !== "string" && data17 !== null) {
        const err44 = { instancePath: instancePath + "/finishedAt", schemaPath: "#/properties/finishedAt/type", keyword: "type", params: { type: schema54.properties.finishedAt.type }, message: "must be string,null" };
        if (vErrors === null) {
          vErrors = [err44];
        } else {
          vErrors.push(err44);
        }
        errors++;
      }
      if (typeof data17 === "string") {
        if (!formats2.validate(data17)) {
          const err45 = { instancePath: instancePath + "/finishedAt", schemaPath: "#/properties/finishedAt/format", keyword: "format", params: { format: "date-time" }, message: 'must match format "date-time"' };
          if (vErrors === null) {
            vErrors = [err45];
          } else {
            vErrors.push(err45);
          }
          errors++;
        }
      }
    }
    if (data.okstraVersion !== void 0) {
      if (typeof data.okstraVersion !== "string") {
        const err46 = { instancePath: instancePath + "/okstraVersion", schemaPath: "#/properties/okstraVersion/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err46];
        } else {
          vErrors.push(err46);
        }
        errors++;
      }
    }
    if (data.resumed !== void 0) {
      let data19 = data.resumed;
      if (!(typeof data19 == "number" && (!(data19 % 1) && !isNaN(data19)) && isFinite(data19))) {
        const err47 = { instancePath: instancePath + "/resumed", schemaPath: "#/properties/resumed/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
        if (vErrors === null) {
          vErrors = [err47];
        } else {
          vErrors.push(err47);
        }
        errors++;
      }
      if (typeof data19 == "number" && isFinite(data19)) {
        if (data19 < 0 || isNaN(data19)) {
          const err48 = { instancePath: instancePath + "/resumed", schemaPath: "#/properties/resumed/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
          if (vErrors === null) {
            vErrors = [err48];
          } else {
            vErrors.push(err48);
          }
          errors++;
        }
      }
    }
    if (data.failure !== void 0) {
      let data20 = data.failure;
      const _errs36 = errors;
      let valid3 = false;
      const _errs37 = errors;
      if (!validate166(data20, { instancePath: instancePath + "/failure", parentData: data, parentDataProperty: "failure", rootData, dynamicAnchors })) {
        vErrors = vErrors === null ? validate166.errors : vErrors.concat(validate166.errors);
        errors = vErrors.length;
      }
      var _valid0 = _errs37 === errors;
      valid3 = valid3 || _valid0;
      const _errs38 = errors;
      if (data20 !== null) {
        const err49 = { instancePath: instancePath + "/failure", schemaPath: "#/properties/failure/anyOf/1/type", keyword: "type", params: { type: "null" }, message: "must be null" };
        if (vErrors === null) {
          vErrors = [err49];
        } else {
          vErrors.push(err49);
        }
        errors++;
      }
      var _valid0 = _errs38 === errors;
      valid3 = valid3 || _valid0;
      if (!valid3) {
        const err50 = { instancePath: instancePath + "/failure", schemaPath: "#/properties/failure/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
        if (vErrors === null) {
          vErrors = [err50];
        } else {
          vErrors.push(err50);
        }
        errors++;
      } else {
        errors = _errs36;
        if (vErrors !== null) {
          if (_errs36) {
            vErrors.length = _errs36;
          } else {
            vErrors = null;
          }
        }
      }
    }
    if (data.leftOut !== void 0) {
      let data21 = data.leftOut;
      if (Array.isArray(data21)) {
        const len1 = data21.length;
        for (let i1 = 0; i1 < len1; i1++) {
          let data22 = data21[i1];
          if (data22 && typeof data22 == "object" && !Array.isArray(data22)) {
            if (data22.agent === void 0) {
              const err51 = { instancePath: instancePath + "/leftOut/" + i1, schemaPath: "#/properties/leftOut/items/required", keyword: "required", params: { missingProperty: "agent" }, message: "must have required property 'agent'" };
              if (vErrors === null) {
                vErrors = [err51];
              } else {
                vErrors.push(err51);
              }
              errors++;
            }
            if (data22.reason === void 0) {
              const err52 = { instancePath: instancePath + "/leftOut/" + i1, schemaPath: "#/properties/leftOut/items/required", keyword: "required", params: { missingProperty: "reason" }, message: "must have required property 'reason'" };
              if (vErrors === null) {
                vErrors = [err52];
              } else {
                vErrors.push(err52);
              }
              errors++;
            }
            for (const key1 in data22) {
              if (!(key1 === "agent" || key1 === "reason")) {
                const err53 = { instancePath: instancePath + "/leftOut/" + i1, schemaPath: "#/properties/leftOut/items/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key1 }, message: "must NOT have additional properties" };
                if (vErrors === null) {
                  vErrors = [err53];
                } else {
                  vErrors.push(err53);
                }
                errors++;
              }
            }
            if (data22.agent !== void 0) {
              if (typeof data22.agent !== "string") {
                const err54 = { instancePath: instancePath + "/leftOut/" + i1 + "/agent", schemaPath: "#/properties/leftOut/items/properties/agent/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err54];
                } else {
                  vErrors.push(err54);
                }
                errors++;
              }
            }
            if (data22.reason !== void 0) {
              if (typeof data22.reason !== "string") {
                const err55 = { instancePath: instancePath + "/leftOut/" + i1 + "/reason", schemaPath: "#/properties/leftOut/items/properties/reason/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err55];
                } else {
                  vErrors.push(err55);
                }
                errors++;
              }
            }
          } else {
            const err56 = { instancePath: instancePath + "/leftOut/" + i1, schemaPath: "#/properties/leftOut/items/type", keyword: "type", params: { type: "object" }, message: "must be object" };
            if (vErrors === null) {
              vErrors = [err56];
            } else {
              vErrors.push(err56);
            }
            errors++;
          }
        }
      } else {
        const err57 = { instancePath: instancePath + "/leftOut", schemaPath: "#/properties/leftOut/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err57];
        } else {
          vErrors.push(err57);
        }
        errors++;
      }
    }
    if (data.notices !== void 0) {
      let data25 = data.notices;
      if (Array.isArray(data25)) {
        const len2 = data25.length;
        for (let i2 = 0; i2 < len2; i2++) {
          if (!validate168(data25[i2], { instancePath: instancePath + "/notices/" + i2, parentData: data25, parentDataProperty: i2, rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate168.errors : vErrors.concat(validate168.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err58 = { instancePath: instancePath + "/notices", schemaPath: "#/properties/notices/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err58];
        } else {
          vErrors.push(err58);
        }
        errors++;
      }
    }
  } else {
    const err59 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err59];
    } else {
      vErrors.push(err59);
    }
    errors++;
  }
  validate165.errors = vErrors;
  return errors === 0;
}
validate165.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
function validate171(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate171.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.source === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "source" }, message: "must have required property 'source'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.group === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "group" }, message: "must have required property 'group'" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.id === void 0) {
      const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "id" }, message: "must have required property 'id'" };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    if (data.name === void 0) {
      const err3 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "name" }, message: "must have required property 'name'" };
      if (vErrors === null) {
        vErrors = [err3];
      } else {
        vErrors.push(err3);
      }
      errors++;
    }
    if (data.path === void 0) {
      const err4 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "path" }, message: "must have required property 'path'" };
      if (vErrors === null) {
        vErrors = [err4];
      } else {
        vErrors.push(err4);
      }
      errors++;
    }
    if (data.dependsOn === void 0) {
      const err5 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "dependsOn" }, message: "must have required property 'dependsOn'" };
      if (vErrors === null) {
        vErrors = [err5];
      } else {
        vErrors.push(err5);
      }
      errors++;
    }
    if (data.statusBefore === void 0) {
      const err6 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "statusBefore" }, message: "must have required property 'statusBefore'" };
      if (vErrors === null) {
        vErrors = [err6];
      } else {
        vErrors.push(err6);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "source" || key0 === "group" || key0 === "id" || key0 === "name" || key0 === "path" || key0 === "dependsOn" || key0 === "statusBefore")) {
        const err7 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
    }
    if (data.source !== void 0) {
      if (typeof data.source !== "string") {
        const err8 = { instancePath: instancePath + "/source", schemaPath: "#/properties/source/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
      }
    }
    if (data.group !== void 0) {
      if (typeof data.group !== "string") {
        const err9 = { instancePath: instancePath + "/group", schemaPath: "#/properties/group/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err9];
        } else {
          vErrors.push(err9);
        }
        errors++;
      }
    }
    if (data.id !== void 0) {
      if (typeof data.id !== "string") {
        const err10 = { instancePath: instancePath + "/id", schemaPath: "#/properties/id/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err10];
        } else {
          vErrors.push(err10);
        }
        errors++;
      }
    }
    if (data.name !== void 0) {
      if (typeof data.name !== "string") {
        const err11 = { instancePath: instancePath + "/name", schemaPath: "#/properties/name/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err11];
        } else {
          vErrors.push(err11);
        }
        errors++;
      }
    }
    if (data.path !== void 0) {
      if (typeof data.path !== "string") {
        const err12 = { instancePath: instancePath + "/path", schemaPath: "#/properties/path/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err12];
        } else {
          vErrors.push(err12);
        }
        errors++;
      }
    }
    if (data.dependsOn !== void 0) {
      let data5 = data.dependsOn;
      if (Array.isArray(data5)) {
        const len0 = data5.length;
        for (let i0 = 0; i0 < len0; i0++) {
          if (typeof data5[i0] !== "string") {
            const err13 = { instancePath: instancePath + "/dependsOn/" + i0, schemaPath: "#/properties/dependsOn/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err13];
            } else {
              vErrors.push(err13);
            }
            errors++;
          }
        }
      } else {
        const err14 = { instancePath: instancePath + "/dependsOn", schemaPath: "#/properties/dependsOn/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err14];
        } else {
          vErrors.push(err14);
        }
        errors++;
      }
    }
    if (data.statusBefore !== void 0) {
      if (typeof data.statusBefore !== "string") {
        const err15 = { instancePath: instancePath + "/statusBefore", schemaPath: "#/properties/statusBefore/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err15];
        } else {
          vErrors.push(err15);
        }
        errors++;
      }
    }
  } else {
    const err16 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err16];
    } else {
      vErrors.push(err16);
    }
    errors++;
  }
  validate171.errors = vErrors;
  return errors === 0;
}
validate171.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
var schema58 = { "title": "ReportAgent", "description": "One seat of the roster and what became of it.", "type": "object", "additionalProperties": false, "required": ["seat", "role", "agent", "driver", "vendor", "model", "programVersion", "sandbox", "confinement", "status", "result", "proof", "dispatches", "usage", "durationMs", "fault"], "properties": { "seat": { "description": "Unique in a run: `executor`, `verifier:<agent>`.", "type": "string" }, "role": { "enum": ["executor", "verifier", "analyst", "report-writer"] }, "agent": { "description": "Name of the agent in the configuration.", "type": "string" }, "driver": { "type": "string" }, "vendor": { "description": "Who is behind the agent; a vendor counts once.", "type": "string" }, "model": { "description": "The model as far as it can be told; null when nothing names one.", "anyOf": [{ "$ref": "#/$defs/model" }, { "type": "null" }] }, "programVersion": { "description": "As the program prints it; null for agents without a program.", "type": ["string", "null"] }, "sandbox": { "enum": ["read-only", "workspace-write", "full"] }, "confinement": { "title": "ReportConfinement", "description": "What kept the agent to its sandbox level.", "type": "object", "additionalProperties": false, "required": ["kind", "detail"], "properties": { "kind": { "enum": ["own-sandbox", "bwrap", "not-confined"] }, "detail": { "type": "string" } } }, "asked": { "title": "ReportAsked", "description": "Where what it is asked goes, with content of the repository; absent for agents that are programs.", "type": "object", "additionalProperties": false, "required": ["place", "keyVariable"], "properties": { "place": { "description": "Address and wire.", "type": "string" }, "keyVariable": { "description": "Variable that holds the key; null: asked without one.", "type": ["string", "null"] } } }, "status": { "description": "How its last dispatch ended.", "enum": ["completed", "error", "timeout", "not-run"] }, "result": { "description": "Verifiers: the last answer's verdict. Executors: whether the last candidate differs from the base. null: nothing yet.", "enum": ["pass", "concerns", "fail", "no-result", "void", "changed", "no-change", null] }, "proof": { "description": "Verifiers only, of the last attempt that asked them.", "anyOf": [{ "$ref": "#/$defs/proof" }, { "type": "null" }] }, "dispatches": { "type": "array", "items": { "$ref": "#/$defs/dispatch" } }, "usage": { "anyOf": [{ "$ref": "#/$defs/usageFigures" }, { "type": "null" }] }, "durationMs": { "description": "Over all dispatches.", "type": "number", "minimum": 0 }, "fault": { "description": "Of the last dispatch.", "anyOf": [{ "$ref": "#/$defs/fault" }, { "type": "null" }] } } };
var schema59 = { "title": "ReportModel", "description": "A model and how it is known.", "type": "object", "additionalProperties": false, "required": ["name", "attestation"], "properties": { "name": { "type": "string" }, "attestation": { "description": "`served`: the agent reported what answered. `requested`: what was asked for. `declared`: what the configuration says.", "enum": ["served", "requested", "declared"] } } };
function validate174(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate174.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.name === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "name" }, message: "must have required property 'name'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.attestation === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "attestation" }, message: "must have required property 'attestation'" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "name" || key0 === "attestation")) {
        const err2 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.name !== void 0) {
      if (typeof data.name !== "string") {
        const err3 = { instancePath: instancePath + "/name", schemaPath: "#/properties/name/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    if (data.attestation !== void 0) {
      let data1 = data.attestation;
      if (!(data1 === "served" || data1 === "requested" || data1 === "declared")) {
        const err4 = { instancePath: instancePath + "/attestation", schemaPath: "#/properties/attestation/enum", keyword: "enum", params: { allowedValues: schema59.properties.attestation.enum }, message: "must be equal to one of the allowed values" };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
  } else {
    const err5 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err5];
    } else {
      vErrors.push(err5);
    }
    errors++;
  }
  validate174.errors = vErrors;
  return errors === 0;
}
validate174.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
var schema60 = { "title": "ReportProof", "description": "What an answer needs before it counts.", "type": "object", "additionalProperties": false, "required": ["ran", "servedModel", "treeEchoed", "criteriaCovered", "answerValid"], "properties": { "ran": { "description": "The process ran to its end.", "type": "boolean" }, "servedModel": { "description": "The model that was asked for answered; null when that cannot be attested.", "type": ["boolean", "null"] }, "treeEchoed": { "description": "The answer names the tree it was given; null for a form without a tree.", "type": ["boolean", "null"] }, "criteriaCovered": { "title": "ReportCoverage", "description": "Criteria the answer speaks of.", "type": "object", "additionalProperties": false, "required": ["n", "of"], "properties": { "n": { "type": "integer", "minimum": 0 }, "of": { "type": "integer", "minimum": 0 } } }, "answerValid": { "description": "The answer has a valid form.", "type": "boolean" } } };
function validate176(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate176.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.ran === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "ran" }, message: "must have required property 'ran'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.servedModel === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "servedModel" }, message: "must have required property 'servedModel'" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.treeEchoed === void 0) {
      const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "treeEchoed" }, message: "must have required property 'treeEchoed'" };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    if (data.criteriaCovered === void 0) {
      const err3 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "criteriaCovered" }, message: "must have required property 'criteriaCovered'" };
      if (vErrors === null) {
        vErrors = [err3];
      } else {
        vErrors.push(err3);
      }
      errors++;
    }
    if (data.answerValid === void 0) {
      const err4 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "answerValid" }, message: "must have required property 'answerValid'" };
      if (vErrors === null) {
        vErrors = [err4];
      } else {
        vErrors.push(err4);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "ran" || key0 === "servedModel" || key0 === "treeEchoed" || key0 === "criteriaCovered" || key0 === "answerValid")) {
        const err5 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    if (data.ran !== void 0) {
      if (typeof data.ran !== "boolean") {
        const err6 = { instancePath: instancePath + "/ran", schemaPath: "#/properties/ran/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
    }
    if (data.servedModel !== void 0) {
      let data1 = data.servedModel;
      if (typeof data1 !== "boolean" && data1 !== null) {
        const err7 = { instancePath: instancePath + "/servedModel", schemaPath: "#/properties/servedModel/type", keyword: "type", params: { type: schema60.properties.servedModel.type }, message: "must be boolean,null" };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
    }
    if (data.treeEchoed !== void 0) {
      let data2 = data.treeEchoed;
      if (typeof data2 !== "boolean" && data2 !== null) {
        const err8 = { instancePath: instancePath + "/treeEchoed", schemaPath: "#/properties/treeEchoed/type", keyword: "type", params: { type: schema60.properties.treeEchoed.type }, message: "must be boolean,null" };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
      }
    }
    if (data.criteriaCovered !== void 0) {
      let data3 = data.criteriaCovered;
      if (data3 && typeof data3 == "object" && !Array.isArray(data3)) {
        if (data3.n === void 0) {
          const err9 = { instancePath: instancePath + "/criteriaCovered", schemaPath: "#/properties/criteriaCovered/required", keyword: "required", params: { missingProperty: "n" }, message: "must have required property 'n'" };
          if (vErrors === null) {
            vErrors = [err9];
          } else {
            vErrors.push(err9);
          }
          errors++;
        }
        if (data3.of === void 0) {
          const err10 = { instancePath: instancePath + "/criteriaCovered", schemaPath: "#/properties/criteriaCovered/required", keyword: "required", params: { missingProperty: "of" }, message: "must have required property 'of'" };
          if (vErrors === null) {
            vErrors = [err10];
          } else {
            vErrors.push(err10);
          }
          errors++;
        }
        for (const key1 in data3) {
          if (!(key1 === "n" || key1 === "of")) {
            const err11 = { instancePath: instancePath + "/criteriaCovered", schemaPath: "#/properties/criteriaCovered/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key1 }, message: "must NOT have additional properties" };
            if (vErrors === null) {
              vErrors = [err11];
            } else {
              vErrors.push(err11);
            }
            errors++;
          }
        }
        if (data3.n !== void 0) {
          let data4 = data3.n;
          if (!(typeof data4 == "number" && (!(data4 % 1) && !isNaN(data4)) && isFinite(data4))) {
            const err12 = { instancePath: instancePath + "/criteriaCovered/n", schemaPath: "#/properties/criteriaCovered/properties/n/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
            if (vErrors === null) {
              vErrors = [err12];
            } else {
              vErrors.push(err12);
            }
            errors++;
          }
          if (typeof data4 == "number" && isFinite(data4)) {
            if (data4 < 0 || isNaN(data4)) {
              const err13 = { instancePath: instancePath + "/criteriaCovered/n", schemaPath: "#/properties/criteriaCovered/properties/n/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
              if (vErrors === null) {
                vErrors = [err13];
              } else {
                vErrors.push(err13);
              }
              errors++;
            }
          }
        }
        if (data3.of !== void 0) {
          let data5 = data3.of;
          if (!(typeof data5 == "number" && (!(data5 % 1) && !isNaN(data5)) && isFinite(data5))) {
            const err14 = { instancePath: instancePath + "/criteriaCovered/of", schemaPath: "#/properties/criteriaCovered/properties/of/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
            if (vErrors === null) {
              vErrors = [err14];
            } else {
              vErrors.push(err14);
            }
            errors++;
          }
          if (typeof data5 == "number" && isFinite(data5)) {
            if (data5 < 0 || isNaN(data5)) {
              const err15 = { instancePath: instancePath + "/criteriaCovered/of", schemaPath: "#/properties/criteriaCovered/properties/of/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
              if (vErrors === null) {
                vErrors = [err15];
              } else {
                vErrors.push(err15);
              }
              errors++;
            }
          }
        }
      } else {
        const err16 = { instancePath: instancePath + "/criteriaCovered", schemaPath: "#/properties/criteriaCovered/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err16];
        } else {
          vErrors.push(err16);
        }
        errors++;
      }
    }
    if (data.answerValid !== void 0) {
      if (typeof data.answerValid !== "boolean") {
        const err17 = { instancePath: instancePath + "/answerValid", schemaPath: "#/properties/answerValid/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" };
        if (vErrors === null) {
          vErrors = [err17];
        } else {
          vErrors.push(err17);
        }
        errors++;
      }
    }
  } else {
    const err18 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err18];
    } else {
      vErrors.push(err18);
    }
    errors++;
  }
  validate176.errors = vErrors;
  return errors === 0;
}
validate176.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
var schema61 = { "title": "ReportDispatch", "description": "One time an agent was asked.", "type": "object", "additionalProperties": false, "required": ["id", "attempt", "round", "turn", "status", "tree", "prompt", "durationMs", "usage", "fault"], "properties": { "id": { "description": "Names its files in the run folder.", "type": "string" }, "attempt": { "type": "integer", "minimum": 1 }, "round": { "description": "0 outside convergence.", "type": "integer", "minimum": 0 }, "turn": { "enum": ["first", "retry", "repair", "resumed"] }, "status": { "enum": ["completed", "error", "timeout", "not-run", "abandoned", "running"] }, "tree": { "description": "Tree hash it was given.", "type": "string" }, "prompt": { "description": "Path of the prompt.", "type": "string" }, "durationMs": { "description": "null when it did not end by itself.", "type": ["number", "null"], "minimum": 0 }, "usage": { "anyOf": [{ "$ref": "#/$defs/usageFigures" }, { "type": "null" }] }, "cost": { "title": "ReportDispatchCost", "description": "What the budgets count it with. Absent: it has not ended, or the journal of an earlier version does not tell.", "type": "object", "additionalProperties": false, "required": ["source", "tokens", "usd", "estimated"], "properties": { "source": { "description": "Where its money comes from.", "enum": ["reported", "priced", "unknown"] }, "tokens": { "description": "Input and output together.", "type": "number", "minimum": 0 }, "usd": { "description": "null: not known.", "type": ["number", "null"], "minimum": 0 }, "estimated": { "description": "Not told by the agent.", "type": "array", "items": { "enum": ["tokens", "usd"] } } } }, "errors": { "description": "Path of the tool calls that failed or were refused. Absent: none.", "type": "string" }, "fault": { "anyOf": [{ "$ref": "#/$defs/fault" }, { "type": "null" }] } } };
var schema62 = { "title": "ReportUsageFigures", "description": "Tokens and money; null where no agent said.", "type": "object", "additionalProperties": false, "required": ["inputTokens", "cachedInputTokens", "outputTokens", "reasoningTokens", "costUsd"], "properties": { "inputTokens": { "type": ["number", "null"], "minimum": 0 }, "cachedInputTokens": { "type": ["number", "null"], "minimum": 0 }, "outputTokens": { "type": ["number", "null"], "minimum": 0 }, "reasoningTokens": { "type": ["number", "null"], "minimum": 0 }, "costUsd": { "type": ["number", "null"], "minimum": 0 } } };
function validate179(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate179.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.inputTokens === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "inputTokens" }, message: "must have required property 'inputTokens'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.cachedInputTokens === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "cachedInputTokens" }, message: "must have required property 'cachedInputTokens'" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.outputTokens === void 0) {
      const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "outputTokens" }, message: "must have required property 'outputTokens'" };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    if (data.reasoningTokens === void 0) {
      const err3 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "reasoningTokens" }, message: "must have required property 'reasoningTokens'" };
      if (vErrors === null) {
        vErrors = [err3];
      } else {
        vErrors.push(err3);
      }
      errors++;
    }
    if (data.costUsd === void 0) {
      const err4 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "costUsd" }, message: "must have required property 'costUsd'" };
      if (vErrors === null) {
        vErrors = [err4];
      } else {
        vErrors.push(err4);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "inputTokens" || key0 === "cachedInputTokens" || key0 === "outputTokens" || key0 === "reasoningTokens" || key0 === "costUsd")) {
        const err5 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    if (data.inputTokens !== void 0) {
      let data0 = data.inputTokens;
      if (!(typeof data0 == "number" && isFinite(data0)) && data0 !== null) {
        const err6 = { instancePath: instancePath + "/inputTokens", schemaPath: "#/properties/inputTokens/type", keyword: "type", params: { type: schema62.properties.inputTokens.type }, message: "must be number,null" };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
      if (typeof data0 == "number" && isFinite(data0)) {
        if (data0 < 0 || isNaN(data0)) {
          const err7 = { instancePath: instancePath + "/inputTokens", schemaPath: "#/properties/inputTokens/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
          if (vErrors === null) {
            vErrors = [err7];
          } else {
            vErrors.push(err7);
          }
          errors++;
        }
      }
    }
    if (data.cachedInputTokens !== void 0) {
      let data1 = data.cachedInputTokens;
      if (!(typeof data1 == "number" && isFinite(data1)) && data1 !== null) {
        const err8 = { instancePath: instancePath + "/cachedInputTokens", schemaPath: "#/properties/cachedInputTokens/type", keyword: "type", params: { type: schema62.properties.cachedInputTokens.type }, message: "must be number,null" };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
      }
      if (typeof data1 == "number" && isFinite(data1)) {
        if (data1 < 0 || isNaN(data1)) {
          const err9 = { instancePath: instancePath + "/cachedInputTokens", schemaPath: "#/properties/cachedInputTokens/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
          if (vErrors === null) {
            vErrors = [err9];
          } else {
            vErrors.push(err9);
          }
          errors++;
        }
      }
    }
    if (data.outputTokens !== void 0) {
      let data2 = data.outputTokens;
      if (!(typeof data2 == "number" && isFinite(data2)) && data2 !== null) {
        const err10 = { instancePath: instancePath + "/outputTokens", schemaPath: "#/properties/outputTokens/type", keyword: "type", params: { type: schema62.properties.outputTokens.type }, message: "must be number,null" };
        if (vErrors === null) {
          vErrors = [err10];
        } else {
          vErrors.push(err10);
        }
        errors++;
      }
      if (typeof data2 == "number" && isFinite(data2)) {
        if (data2 < 0 || isNaN(data2)) {
          const err11 = { instancePath: instancePath + "/outputTokens", schemaPath: "#/properties/outputTokens/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
          if (vErrors === null) {
            vErrors = [err11];
          } else {
            vErrors.push(err11);
          }
          errors++;
        }
      }
    }
    if (data.reasoningTokens !== void 0) {
      let data3 = data.reasoningTokens;
      if (!(typeof data3 == "number" && isFinite(data3)) && data3 !== null) {
        const err12 = { instancePath: instancePath + "/reasoningTokens", schemaPath: "#/properties/reasoningTokens/type", keyword: "type", params: { type: schema62.properties.reasoningTokens.type }, message: "must be number,null" };
        if (vErrors === null) {
          vErrors = [err12];
        } else {
          vErrors.push(err12);
        }
        errors++;
      }
      if (typeof data3 == "number" && isFinite(data3)) {
        if (data3 < 0 || isNaN(data3)) {
          const err13 = { instancePath: instancePath + "/reasoningTokens", schemaPath: "#/properties/reasoningTokens/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
          if (vErrors === null) {
            vErrors = [err13];
          } else {
            vErrors.push(err13);
          }
          errors++;
        }
      }
    }
    if (data.costUsd !== void 0) {
      let data4 = data.costUsd;
      if (!(typeof data4 == "number" && isFinite(data4)) && data4 !== null) {
        const err14 = { instancePath: instancePath + "/costUsd", schemaPath: "#/properties/costUsd/type", keyword: "type", params: { type: schema62.properties.costUsd.type }, message: "must be number,null" };
        if (vErrors === null) {
          vErrors = [err14];
        } else {
          vErrors.push(err14);
        }
        errors++;
      }
      if (typeof data4 == "number" && isFinite(data4)) {
        if (data4 < 0 || isNaN(data4)) {
          const err15 = { instancePath: instancePath + "/costUsd", schemaPath: "#/properties/costUsd/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
          if (vErrors === null) {
            vErrors = [err15];
          } else {
            vErrors.push(err15);
          }
          errors++;
        }
      }
    }
  } else {
    const err16 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err16];
    } else {
      vErrors.push(err16);
    }
    errors++;
  }
  validate179.errors = vErrors;
  return errors === 0;
}
validate179.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
var schema63 = { "title": "ReportFault", "description": "What stopped an agent.", "type": "object", "additionalProperties": false, "required": ["kind", "message", "fix", "retryAt"], "properties": { "kind": { "type": "string" }, "message": { "type": "string" }, "fix": { "type": ["string", "null"] }, "retryAt": { "description": "ISO time at which a quota resets, when the agent said so.", "type": ["string", "null"] } } };
function validate181(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate181.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.kind === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "kind" }, message: "must have required property 'kind'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.message === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "message" }, message: "must have required property 'message'" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.fix === void 0) {
      const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "fix" }, message: "must have required property 'fix'" };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    if (data.retryAt === void 0) {
      const err3 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "retryAt" }, message: "must have required property 'retryAt'" };
      if (vErrors === null) {
        vErrors = [err3];
      } else {
        vErrors.push(err3);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "kind" || key0 === "message" || key0 === "fix" || key0 === "retryAt")) {
        const err4 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.kind !== void 0) {
      if (typeof data.kind !== "string") {
        const err5 = { instancePath: instancePath + "/kind", schemaPath: "#/properties/kind/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    if (data.message !== void 0) {
      if (typeof data.message !== "string") {
        const err6 = { instancePath: instancePath + "/message", schemaPath: "#/properties/message/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
    }
    if (data.fix !== void 0) {
      let data2 = data.fix;
      if (typeof data2 !== "string" && data2 !== null) {
        const err7 = { instancePath: instancePath + "/fix", schemaPath: "#/properties/fix/type", keyword: "type", params: { type: schema63.properties.fix.type }, message: "must be string,null" };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
    }
    if (data.retryAt !== void 0) {
      let data3 = data.retryAt;
      if (typeof data3 !== "string" && data3 !== null) {
        const err8 = { instancePath: instancePath + "/retryAt", schemaPath: "#/properties/retryAt/type", keyword: "type", params: { type: schema63.properties.retryAt.type }, message: "must be string,null" };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
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
  validate181.errors = vErrors;
  return errors === 0;
}
validate181.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
function validate178(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate178.evaluated;
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
    if (data.attempt === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "attempt" }, message: "must have required property 'attempt'" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.round === void 0) {
      const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "round" }, message: "must have required property 'round'" };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    if (data.turn === void 0) {
      const err3 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "turn" }, message: "must have required property 'turn'" };
      if (vErrors === null) {
        vErrors = [err3];
      } else {
        vErrors.push(err3);
      }
      errors++;
    }
    if (data.status === void 0) {
      const err4 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "status" }, message: "must have required property 'status'" };
      if (vErrors === null) {
        vErrors = [err4];
      } else {
        vErrors.push(err4);
      }
      errors++;
    }
    if (data.tree === void 0) {
      const err5 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "tree" }, message: "must have required property 'tree'" };
      if (vErrors === null) {
        vErrors = [err5];
      } else {
        vErrors.push(err5);
      }
      errors++;
    }
    if (data.prompt === void 0) {
      const err6 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "prompt" }, message: "must have required property 'prompt'" };
      if (vErrors === null) {
        vErrors = [err6];
      } else {
        vErrors.push(err6);
      }
      errors++;
    }
    if (data.durationMs === void 0) {
      const err7 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "durationMs" }, message: "must have required property 'durationMs'" };
      if (vErrors === null) {
        vErrors = [err7];
      } else {
        vErrors.push(err7);
      }
      errors++;
    }
    if (data.usage === void 0) {
      const err8 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "usage" }, message: "must have required property 'usage'" };
      if (vErrors === null) {
        vErrors = [err8];
      } else {
        vErrors.push(err8);
      }
      errors++;
    }
    if (data.fault === void 0) {
      const err9 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "fault" }, message: "must have required property 'fault'" };
      if (vErrors === null) {
        vErrors = [err9];
      } else {
        vErrors.push(err9);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!func1.call(schema61.properties, key0)) {
        const err10 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err10];
        } else {
          vErrors.push(err10);
        }
        errors++;
      }
    }
    if (data.id !== void 0) {
      if (typeof data.id !== "string") {
        const err11 = { instancePath: instancePath + "/id", schemaPath: "#/properties/id/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err11];
        } else {
          vErrors.push(err11);
        }
        errors++;
      }
    }
    if (data.attempt !== void 0) {
      let data1 = data.attempt;
      if (!(typeof data1 == "number" && (!(data1 % 1) && !isNaN(data1)) && isFinite(data1))) {
        const err12 = { instancePath: instancePath + "/attempt", schemaPath: "#/properties/attempt/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
        if (vErrors === null) {
          vErrors = [err12];
        } else {
          vErrors.push(err12);
        }
        errors++;
      }
      if (typeof data1 == "number" && isFinite(data1)) {
        if (data1 < 1 || isNaN(data1)) {
          const err13 = { instancePath: instancePath + "/attempt", schemaPath: "#/properties/attempt/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
          if (vErrors === null) {
            vErrors = [err13];
          } else {
            vErrors.push(err13);
          }
          errors++;
        }
      }
    }
    if (data.round !== void 0) {
      let data2 = data.round;
      if (!(typeof data2 == "number" && (!(data2 % 1) && !isNaN(data2)) && isFinite(data2))) {
        const err14 = { instancePath: instancePath + "/round", schemaPath: "#/properties/round/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
        if (vErrors === null) {
          vErrors = [err14];
        } else {
          vErrors.push(err14);
        }
        errors++;
      }
      if (typeof data2 == "number" && isFinite(data2)) {
        if (data2 < 0 || isNaN(data2)) {
          const err15 = { instancePath: instancePath + "/round", schemaPath: "#/properties/round/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
          if (vErrors === null) {
            vErrors = [err15];
          } else {
            vErrors.push(err15);
          }
          errors++;
        }
      }
    }
    if (data.turn !== void 0) {
      let data3 = data.turn;
      if (!(data3 === "first" || data3 === "retry" || data3 === "repair" || data3 === "resumed")) {
        const err16 = { instancePath: instancePath + "/turn", schemaPath: "#/properties/turn/enum", keyword: "enum", params: { allowedValues: schema61.properties.turn.enum }, message: "must be equal to one of the allowed values" };
        if (vErrors === null) {
          vErrors = [err16];
        } else {
          vErrors.push(err16);
        }
        errors++;
      }
    }
    if (data.status !== void 0) {
      let data4 = data.status;
      if (!(data4 === "completed" || data4 === "error" || data4 === "timeout" || data4 === "not-run" || data4 === "abandoned" || data4 === "running")) {
        const err17 = { instancePath: instancePath + "/status", schemaPath: "#/properties/status/enum", keyword: "enum", params: { allowedValues: schema61.properties.status.enum }, message: "must be equal to one of the allowed values" };
        if (vErrors === null) {
          vErrors = [err17];
        } else {
          vErrors.push(err17);
        }
        errors++;
      }
    }
    if (data.tree !== void 0) {
      if (typeof data.tree !== "string") {
        const err18 = { instancePath: instancePath + "/tree", schemaPath: "#/properties/tree/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err18];
        } else {
          vErrors.push(err18);
        }
        errors++;
      }
    }
    if (data.prompt !== void 0) {
      if (typeof data.prompt !== "string") {
        const err19 = { instancePath: instancePath + "/prompt", schemaPath: "#/properties/prompt/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err19];
        } else {
          vErrors.push(err19);
        }
        errors++;
      }
    }
    if (data.durationMs !== void 0) {
      let data7 = data.durationMs;
      if (!(typeof data7 == "number" && isFinite(data7)) && data7 !== null) {
        const err20 = { instancePath: instancePath + "/durationMs", schemaPath: "#/properties/durationMs/type", keyword: "type", params: { type: schema61.properties.durationMs.type }, message: "must be number,null" };
        if (vErrors === null) {
          vErrors = [err20];
        } else {
          vErrors.push(err20);
        }
        errors++;
      }
      if (typeof data7 == "number" && isFinite(data7)) {
        if (data7 < 0 || isNaN(data7)) {
          const err21 = { instancePath: instancePath + "/durationMs", schemaPath: "#/properties/durationMs/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
          if (vErrors === null) {
            vErrors = [err21];
          } else {
            vErrors.push(err21);
          }
          errors++;
        }
      }
    }
    if (data.usage !== void 0) {
      let data8 = data.usage;
      const _errs17 = errors;
      let valid1 = false;
      const _errs18 = errors;
      if (!validate179(data8, { instancePath: instancePath + "/usage", parentData: data, parentDataProperty: "usage", rootData, dynamicAnchors })) {
        vErrors = vErrors === null ? validate179.errors : vErrors.concat(validate179.errors);
        errors = vErrors.length;
      }
      var _valid0 = _errs18 === errors;
      valid1 = valid1 || _valid0;
      const _errs19 = errors;
      if (data8 !== null) {
        const err22 = { instancePath: instancePath + "/usage", schemaPath: "#/properties/usage/anyOf/1/type", keyword: "type", params: { type: "null" }, message: "must be null" };
        if (vErrors === null) {
          vErrors = [err22];
        } else {
          vErrors.push(err22);
        }
        errors++;
      }
      var _valid0 = _errs19 === errors;
      valid1 = valid1 || _valid0;
      if (!valid1) {
        const err23 = { instancePath: instancePath + "/usage", schemaPath: "#/properties/usage/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
        if (vErrors === null) {
          vErrors = [err23];
        } else {
          vErrors.push(err23);
        }
        errors++;
      } else {
        errors = _errs17;
        if (vErrors !== null) {
          if (_errs17) {
            vErrors.length = _errs17;
          } else {
            vErrors = null;
          }
        }
      }
    }
    if (data.cost !== void 0) {
      let data9 = data.cost;
      if (data9 && typeof data9 == "object" && !Array.isArray(data9)) {
        if (data9.source === void 0) {
          const err24 = { instancePath: instancePath + "/cost", schemaPath: "#/properties/cost/required", keyword: "required", params: { missingProperty: "source" }, message: "must have required property 'source'" };
          if (vErrors === null) {
            vErrors = [err24];
          } else {
            vErrors.push(err24);
          }
          errors++;
        }
        if (data9.tokens === void 0) {
          const err25 = { instancePath: instancePath + "/cost", schemaPath: "#/properties/cost/required", keyword: "required", params: { missingProperty: "tokens" }, message: "must have required property 'tokens'" };
          if (vErrors === null) {
            vErrors = [err25];
          } else {
            vErrors.push(err25);
          }
          errors++;
        }
        if (data9.usd === void 0) {
          const err26 = { instancePath: instancePath + "/cost", schemaPath: "#/properties/cost/required", keyword: "required", params: { missingProperty: "usd" }, message: "must have required property 'usd'" };
          if (vErrors === null) {
            vErrors = [err26];
          } else {
            vErrors.push(err26);
          }
          errors++;
        }
        if (data9.estimated === void 0) {
          const err27 = { instancePath: instancePath + "/cost", schemaPath: "#/properties/cost/required", keyword: "required", params: { missingProperty: "estimated" }, message: "must have required property 'estimated'" };
          if (vErrors === null) {
            vErrors = [err27];
          } else {
            vErrors.push(err27);
          }
          errors++;
        }
        for (const key1 in data9) {
          if (!(key1 === "source" || key1 === "tokens" || key1 === "usd" || key1 === "estimated")) {
            const err28 = { instancePath: instancePath + "/cost", schemaPath: "#/properties/cost/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key1 }, message: "must NOT have additional properties" };
            if (vErrors === null) {
              vErrors = [err28];
            } else {
              vErrors.push(err28);
            }
            errors++;
          }
        }
        if (data9.source !== void 0) {
          let data10 = data9.source;
          if (!(data10 === "reported" || data10 === "priced" || data10 === "unknown")) {
            const err29 = { instancePath: instancePath + "/cost/source", schemaPath: "#/properties/cost/properties/source/enum", keyword: "enum", params: { allowedValues: schema61.properties.cost.properties.source.enum }, message: "must be equal to one of the allowed values" };
            if (vErrors === null) {
              vErrors = [err29];
            } else {
              vErrors.push(err29);
            }
            errors++;
          }
        }
        if (data9.tokens !== void 0) {
          let data11 = data9.tokens;
          if (typeof data11 == "number" && isFinite(data11)) {
            if (data11 < 0 || isNaN(data11)) {
              const err30 = { instancePath: instancePath + "/cost/tokens", schemaPath: "#/properties/cost/properties/tokens/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
              if (vErrors === null) {
                vErrors = [err30];
              } else {
                vErrors.push(err30);
              }
              errors++;
            }
          } else {
            const err31 = { instancePath: instancePath + "/cost/tokens", schemaPath: "#/properties/cost/properties/tokens/type", keyword: "type", params: { type: "number" }, message: "must be number" };
            if (vErrors === null) {
              vErrors = [err31];
            } else {
              vErrors.push(err31);
            }
            errors++;
          }
        }
        if (data9.usd !== void 0) {
          let data12 = data9.usd;
          if (!(typeof data12 == "number" && isFinite(data12)) && data12 !== null) {
            const err32 = { instancePath: instancePath + "/cost/usd", schemaPath: "#/properties/cost/properties/usd/type", keyword: "type", params: { type: schema61.properties.cost.properties.usd.type }, message: "must be number,null" };
            if (vErrors === null) {
              vErrors = [err32];
            } else {
              vErrors.push(err32);
            }
            errors++;
          }
          if (typeof data12 == "number" && isFinite(data12)) {
            if (data12 < 0 || isNaN(data12)) {
              const err33 = { instancePath: instancePath + "/cost/usd", schemaPath: "#/properties/cost/properties/usd/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
              if (vErrors === null) {
                vErrors = [err33];
              } else {
                vErrors.push(err33);
              }
              errors++;
            }
          }
        }
        if (data9.estimated !== void 0) {
          let data13 = data9.estimated;
          if (Array.isArray(data13)) {
            const len0 = data13.length;
            for (let i0 = 0; i0 < len0; i0++) {
              let data14 = data13[i0];
              if (!(data14 === "tokens" || data14 === "usd")) {
                const err34 = { instancePath: instancePath + "/cost/estimated/" + i0, schemaPath: "#/properties/cost/properties/estimated/items/enum", keyword: "enum", params: { allowedValues: schema61.properties.cost.properties.estimated.items.enum }, message: "must be equal to one of the allowed values" };
                if (vErrors === null) {
                  vErrors = [err34];
                } else {
                  vErrors.push(err34);
                }
                errors++;
              }
            }
          } else {
            const err35 = { instancePath: instancePath + "/cost/estimated", schemaPath: "#/properties/cost/properties/estimated/type", keyword: "type", params: { type: "array" }, message: "must be array" };
            if (vErrors === null) {
              vErrors = [err35];
            } else {
              vErrors.push(err35);
            }
            errors++;
          }
        }
      } else {
        const err36 = { instancePath: instancePath + "/cost", schemaPath: "#/properties/cost/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err36];
        } else {
          vErrors.push(err36);
        }
        errors++;
      }
    }
    if (data.errors !== void 0) {
      if (typeof data.errors !== "string") {
        const err37 = { instancePath: instancePath + "/errors", schemaPath: "#/properties/errors/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err37];
        } else {
          vErrors.push(err37);
        }
        errors++;
      }
    }
    if (data.fault !== void 0) {
      let data16 = data.fault;
      const _errs35 = errors;
      let valid5 = false;
      const _errs36 = errors;
      if (!validate181(data16, { instancePath: instancePath + "/fault", parentData: data, parentDataProperty: "fault", rootData, dynamicAnchors })) {
        vErrors = vErrors === null ? validate181.errors : vErrors.concat(validate181.errors);
        errors = vErrors.length;
      }
      var _valid1 = _errs36 === errors;
      valid5 = valid5 || _valid1;
      const _errs37 = errors;
      if (data16 !== null) {
        const err38 = { instancePath: instancePath + "/fault", schemaPath: "#/properties/fault/anyOf/1/type", keyword: "type", params: { type: "null" }, message: "must be null" };
        if (vErrors === null) {
          vErrors = [err38];
        } else {
          vErrors.push(err38);
        }
        errors++;
      }
      var _valid1 = _errs37 === errors;
      valid5 = valid5 || _valid1;
      if (!valid5) {
        const err39 = { instancePath: instancePath + "/fault", schemaPath: "#/properties/fault/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
        if (vErrors === null) {
          vErrors = [err39];
        } else {
          vErrors.push(err39);
        }
        errors++;
      } else {
        errors = _errs35;
        if (vErrors !== null) {
          if (_errs35) {
            vErrors.length = _errs35;
          } else {
            vErrors = null;
          }
        }
      }
    }
  } else {
    const err40 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err40];
    } else {
      vErrors.push(err40);
    }
    errors++;
  }
  validate178.errors = vErrors;
  return errors === 0;
}
validate178.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
function validate173(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate173.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.seat === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "seat" }, message: "must have required property 'seat'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.role === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "role" }, message: "must have required property 'role'" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.agent === void 0) {
      const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "agent" }, message: "must have required property 'agent'" };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    if (data.driver === void 0) {
      const err3 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "driver" }, message: "must have required property 'driver'" };
      if (vErrors === null) {
        vErrors = [err3];
      } else {
        vErrors.push(err3);
      }
      errors++;
    }
    if (data.vendor === void 0) {
      const err4 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "vendor" }, message: "must have required property 'vendor'" };
      if (vErrors === null) {
        vErrors = [err4];
      } else {
        vErrors.push(err4);
      }
      errors++;
    }
    if (data.model === void 0) {
      const err5 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "model" }, message: "must have required property 'model'" };
      if (vErrors === null) {
        vErrors = [err5];
      } else {
        vErrors.push(err5);
      }
      errors++;
    }
    if (data.programVersion === void 0) {
      const err6 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "programVersion" }, message: "must have required property 'programVersion'" };
      if (vErrors === null) {
        vErrors = [err6];
      } else {
        vErrors.push(err6);
      }
      errors++;
    }
    if (data.sandbox === void 0) {
      const err7 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "sandbox" }, message: "must have required property 'sandbox'" };
      if (vErrors === null) {
        vErrors = [err7];
      } else {
        vErrors.push(err7);
      }
      errors++;
    }
    if (data.confinement === void 0) {
      const err8 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "confinement" }, message: "must have required property 'confinement'" };
      if (vErrors === null) {
        vErrors = [err8];
      } else {
        vErrors.push(err8);
      }
      errors++;
    }
    if (data.status === void 0) {
      const err9 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "status" }, message: "must have required property 'status'" };
      if (vErrors === null) {
        vErrors = [err9];
      } else {
        vErrors.push(err9);
      }
      errors++;
    }
    if (data.result === void 0) {
      const err10 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "result" }, message: "must have required property 'result'" };
      if (vErrors === null) {
        vErrors = [err10];
      } else {
        vErrors.push(err10);
      }
      errors++;
    }
    if (data.proof === void 0) {
      const err11 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "proof" }, message: "must have required property 'proof'" };
      if (vErrors === null) {
        vErrors = [err11];
      } else {
        vErrors.push(err11);
      }
      errors++;
    }
    if (data.dispatches === void 0) {
      const err12 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "dispatches" }, message: "must have required property 'dispatches'" };
      if (vErrors === null) {
        vErrors = [err12];
      } else {
        vErrors.push(err12);
      }
      errors++;
    }
    if (data.usage === void 0) {
      const err13 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "usage" }, message: "must have required property 'usage'" };
      if (vErrors === null) {
        vErrors = [err13];
      } else {
        vErrors.push(err13);
      }
      errors++;
    }
    if (data.durationMs === void 0) {
      const err14 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "durationMs" }, message: "must have required property 'durationMs'" };
      if (vErrors === null) {
        vErrors = [err14];
      } else {
        vErrors.push(err14);
      }
      errors++;
    }
    if (data.fault === void 0) {
      const err15 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "fault" }, message: "must have required property 'fault'" };
      if (vErrors === null) {
        vErrors = [err15];
      } else {
        vErrors.push(err15);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!func1.call(schema58.properties, key0)) {
        const err16 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err16];
        } else {
          vErrors.push(err16);
        }
        errors++;
      }
    }
    if (data.seat !== void 0) {
      if (typeof data.seat !== "string") {
        const err17 = { instancePath: instancePath + "/seat", schemaPath: "#/properties/seat/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err17];
        } else {
          vErrors.push(err17);
        }
        errors++;
      }
    }
    if (data.role !== void 0) {
      let data1 = data.role;
      if (!(data1 === "executor" || data1 === "verifier" || data1 === "analyst" || data1 === "report-writer")) {
        const err18 = { instancePath: instancePath + "/role", schemaPath: "#/properties/role/enum", keyword: "enum", params: { allowedValues: schema58.properties.role.enum }, message: "must be equal to one of the allowed values" };
        if (vErrors === null) {
          vErrors = [err18];
        } else {
          vErrors.push(err18);
        }
        errors++;
      }
    }
    if (data.agent !== void 0) {
      if (typeof data.agent !== "string") {
        const err19 = { instancePath: instancePath + "/agent", schemaPath: "#/properties/agent/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err19];
        } else {
          vErrors.push(err19);
        }
        errors++;
      }
    }
    if (data.driver !== void 0) {
      if (typeof data.driver !== "string") {
        const err20 = { instancePath: instancePath + "/driver", schemaPath: "#/properties/driver/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err20];
        } else {
          vErrors.push(err20);
        }
        errors++;
      }
    }
    if (data.vendor !== void 0) {
      if (typeof data.vendor !== "string") {
        const err21 = { instancePath: instancePath + "/vendor", schemaPath: "#/properties/vendor/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err21];
        } else {
          vErrors.push(err21);
        }
        errors++;
      }
    }
    if (data.model !== void 0) {
      let data5 = data.model;
      const _errs12 = errors;
      let valid1 = false;
      const _errs13 = errors;
      if (!validate174(data5, { instancePath: instancePath + "/model", parentData: data, parentDataProperty: "model", rootData, dynamicAnchors })) {
        vErrors = vErrors === null ? validate174.errors : vErrors.concat(validate174.errors);
        errors = vErrors.length;
      }
      var _valid0 = _errs13 === errors;
      valid1 = valid1 || _valid0;
      const _errs14 = errors;
      if (data5 !== null) {
        const err22 = { instancePath: instancePath + "/model", schemaPath: "#/properties/model/anyOf/1/type", keyword: "type", params: { type: "null" }, message: "must be null" };
        if (vErrors === null) {
          vErrors = [err22];
        } else {
          vErrors.push(err22);
        }
        errors++;
      }
      var _valid0 = _errs14 === errors;
      valid1 = valid1 || _valid0;
      if (!valid1) {
        const err23 = { instancePath: instancePath + "/model", schemaPath: "#/properties/model/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
        if (vErrors === null) {
          vErrors = [err23];
        } else {
          vErrors.push(err23);
        }
        errors++;
      } else {
        errors = _errs12;
        if (vErrors !== null) {
          if (_errs12) {
            vErrors.length = _errs12;
          } else {
            vErrors = null;
          }
        }
      }
    }
    if (data.programVersion !== void 0) {
      let data6 = data.programVersion;
      if (typeof data6 !== "string" && data6 !== null) {
        const err24 = { instancePath: instancePath + "/programVersion", schemaPath: "#/properties/programVersion/type", keyword: "type", params: { type: schema58.properties.programVersion.type }, message: "must be string,null" };
        if (vErrors === null) {
          vErrors = [err24];
        } else {
          vErrors.push(err24);
        }
        errors++;
      }
    }
    if (data.sandbox !== void 0) {
      let data7 = data.sandbox;
      if (!(data7 === "read-only" || data7 === "workspace-write" || data7 === "full")) {
        const err25 = { instancePath: instancePath + "/sandbox", schemaPath: "#/properties/sandbox/enum", keyword: "enum", params: { allowedValues: schema58.properties.sandbox.enum }, message: "must be equal to one of the allowed values" };
        if (vErrors === null) {
          vErrors = [err25];
        } else {
          vErrors.push(err25);
        }
        errors++;
      }
    }
    if (data.confinement !== void 0) {
      let data8 = data.confinement;
      if (data8 && typeof data8 == "object" && !Array.isArray(data8)) {
        if (data8.kind === void 0) {
          const err26 = { instancePath: instancePath + "/confinement", schemaPath: "#/properties/confinement/required", keyword: "required", params: { missingProperty: "kind" }, message: "must have required property 'kind'" };
          if (vErrors === null) {
            vErrors = [err26];
          } else {
            vErrors.push(err26);
          }
          errors++;
        }
        if (data8.detail === void 0) {
          const err27 = { instancePath: instancePath + "/confinement", schemaPath: "#/properties/confinement/required", keyword: "required", params: { missingProperty: "detail" }, message: "must have required property 'detail'" };
          if (vErrors === null) {
            vErrors = [err27];
          } else {
            vErrors.push(err27);
          }
          errors++;
        }
        for (const key1 in data8) {
          if (!(key1 === "kind" || key1 === "detail")) {
            const err28 = { instancePath: instancePath + "/confinement", schemaPath: "#/properties/confinement/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key1 }, message: "must NOT have additional properties" };
            if (vErrors === null) {
              vErrors = [err28];
            } else {
              vErrors.push(err28);
            }
            errors++;
          }
        }
        if (data8.kind !== void 0) {
          let data9 = data8.kind;
          if (!(data9 === "own-sandbox" || data9 === "bwrap" || data9 === "not-confined")) {
            const err29 = { instancePath: instancePath + "/confinement/kind", schemaPath: "#/properties/confinement/properties/kind/enum", keyword: "enum", params: { allowedValues: schema58.properties.confinement.properties.kind.enum }, message: "must be equal to one of the allowed values" };
            if (vErrors === null) {
              vErrors = [err29];
            } else {
              vErrors.push(err29);
            }
            errors++;
          }
        }
        if (data8.detail !== void 0) {
          if (typeof data8.detail !== "string") {
            const err30 = { instancePath: instancePath + "/confinement/detail", schemaPath: "#/properties/confinement/properties/detail/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err30];
            } else {
              vErrors.push(err30);
            }
            errors++;
          }
        }
      } else {
        const err31 = { instancePath: instancePath + "/confinement", schemaPath: "#/properties/confinement/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err31];
        } else {
          vErrors.push(err31);
        }
        errors++;
      }
    }
    if (data.asked !== void 0) {
      let data11 = data.asked;
      if (data11 && typeof data11 == "object" && !Array.isArray(data11)) {
        if (data11.place === void 0) {
          const err32 = { instancePath: instancePath + "/asked", schemaPath: "#/properties/asked/required", keyword: "required", params: { missingProperty: "place" }, message: "must have required property 'place'" };
          if (vErrors === null) {
            vErrors = [err32];
          } else {
            vErrors.push(err32);
          }
          errors++;
        }
        if (data11.keyVariable === void 0) {
          const err33 = { instancePath: instancePath + "/asked", schemaPath: "#/properties/asked/required", keyword: "required", params: { missingProperty: "keyVariable" }, message: "must have required property 'keyVariable'" };
          if (vErrors === null) {
            vErrors = [err33];
          } else {
            vErrors.push(err33);
          }
          errors++;
        }
        for (const key2 in data11) {
          if (!(key2 === "place" || key2 === "keyVariable")) {
            const err34 = { instancePath: instancePath + "/asked", schemaPath: "#/properties/asked/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key2 }, message: "must NOT have additional properties" };
            if (vErrors === null) {
              vErrors = [err34];
            } else {
              vErrors.push(err34);
            }
            errors++;
          }
        }
        if (data11.place !== void 0) {
          if (typeof data11.place !== "string") {
            const err35 = { instancePath: instancePath + "/asked/place", schemaPath: "#/properties/asked/properties/place/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err35];
            } else {
              vErrors.push(err35);
            }
            errors++;
          }
        }
        if (data11.keyVariable !== void 0) {
          let data13 = data11.keyVariable;
          if (typeof data13 !== "string" && data13 !== null) {
            const err36 = { instancePath: instancePath + "/asked/keyVariable", schemaPath: "#/properties/asked/properties/keyVariable/type", keyword: "type", params: { type: schema58.properties.asked.properties.keyVariable.type }, message: "must be string,null" };
            if (vErrors === null) {
              vErrors = [err36];
            } else {
              vErrors.push(err36);
            }
            errors++;
          }
        }
      } else {
        const err37 = { instancePath: instancePath + "/asked", schemaPath: "#/properties/asked/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err37];
        } else {
          vErrors.push(err37);
        }
        errors++;
      }
    }
    if (data.status !== void 0) {
      let data14 = data.status;
      if (!(data14 === "completed" || data14 === "error" || data14 === "timeout" || data14 === "not-run")) {
        const err38 = { instancePath: instancePath + "/status", schemaPath: "#/properties/status/enum", keyword: "enum", params: { allowedValues: schema58.properties.status.enum }, message: "must be equal to one of the allowed values" };
        if (vErrors === null) {
          vErrors = [err38];
        } else {
          vErrors.push(err38);
        }
        errors++;
      }
    }
    if (data.result !== void 0) {
      let data15 = data.result;
      if (!(data15 === "pass" || data15 === "concerns" || data15 === "fail" || data15 === "no-result" || data15 === "void" || data15 === "changed" || data15 === "no-change" || data15 === null)) {
        const err39 = { instancePath: instancePath + "/result", schemaPath: "#/properties/result/enum", keyword: "enum", params: { allowedValues: schema58.properties.result.enum }, message: "must be equal to one of the allowed values" };
        if (vErrors === null) {
          vErrors = [err39];
        } else {
          vErrors.push(err39);
        }
        errors++;
      }
    }
    if (data.proof !== void 0) {
      let data16 = data.proof;
      const _errs35 = errors;
      let valid4 = false;
      const _errs36 = errors;
      if (!validate176(data16, { instancePath: instancePath + "/proof", parentData: data, parentDataProperty: "proof", rootData, dynamicAnchors })) {
        vErrors = vErrors === null ? validate176.errors : vErrors.concat(validate176.errors);
        errors = vErrors.length;
      }
      var _valid1 = _errs36 === errors;
      valid4 = valid4 || _valid1;
      const _errs37 = errors;
      if (data16 !== null) {
        const err40 = { instancePath: instancePath + "/proof", schemaPath: "#/properties/proof/anyOf/1/type", keyword: "type", params: { type: "null" }, message: "must be null" };
        if (vErrors === null) {
          vErrors = [err40];
        } else {
          vErrors.push(err40);
        }
        errors++;
      }
      var _valid1 = _errs37 === errors;
      valid4 = valid4 || _valid1;
      if (!valid4) {
        const err41 = { instancePath: instancePath + "/proof", schemaPath: "#/properties/proof/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
        if (vErrors === null) {
          vErrors = [err41];
        } else {
          vErrors.push(err41);
        }
        errors++;
      } else {
        errors = _errs35;
        if (vErrors !== null) {
          if (_errs35) {
            vErrors.length = _errs35;
          } else {
            vErrors = null;
          }
        }
      }
    }
    if (data.dispatches !== void 0) {
      let data17 = data.dispatches;
      if (Array.isArray(data17)) {
        const len0 = data17.length;
        for (let i0 = 0; i0 < len0; i0++) {
          if (!validate178(data17[i0], { instancePath: instancePath + "/dispatches/" + i0, parentData: data17, parentDataProperty: i0, rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate178.errors : vErrors.concat(validate178.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err42 = { instancePath: instancePath + "/dispatches", schemaPath: "#/properties/dispatches/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err42];
        } else {
          vErrors.push(err42);
        }
        errors++;
      }
    }
    if (data.usage !== void 0) {
      let data19 = data.usage;
      const _errs43 = errors;
      let valid7 = false;
      const _errs44 = errors;
      if (!validate179(data19, { instancePath: instancePath + "/usage", parentData: data, parentDataProperty: "usage", rootData, dynamicAnchors })) {
        vErrors = vErrors === null ? validate179.errors : vErrors.concat(validate179.errors);
        errors = vErrors.length;
      }
      var _valid2 = _errs44 === errors;
      valid7 = valid7 || _valid2;
      const _errs45 = errors;
      if (data19 !== null) {
        const err43 = { instancePath: instancePath + "/usage", schemaPath: "#/properties/usage/anyOf/1/type", keyword: "type", params: { type: "null" }, message: "must be null" };
        if (vErrors === null) {
          vErrors = [err43];
        } else {
          vErrors.push(err43);
        }
        errors++;
      }
      var _valid2 = _errs45 === errors;
      valid7 = valid7 || _valid2;
      if (!valid7) {
        const err44 = { instancePath: instancePath + "/usage", schemaPath: "#/properties/usage/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
        if (vErrors === null) {
          vErrors = [err44];
        } else {
          vErrors.push(err44);
        }
        errors++;
      } else {
        errors = _errs43;
        if (vErrors !== null) {
          if (_errs43) {
            vErrors.length = _errs43;
          } else {
            vErrors = null;
          }
        }
      }
    }
    if (data.durationMs !== void 0) {
      let data20 = data.durationMs;
      if (typeof data20 == "number" && isFinite(data20)) {
        if (data20 < 0 || isNaN(data20)) {
          const err45 = { instancePath: instancePath + "/durationMs", schemaPath: "#/properties/durationMs/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
          if (vErrors === null) {
            vErrors = [err45];
          } else {
            vErrors.push(err45);
          }
          errors++;
        }
      } else {
        const err46 = { instancePath: instancePath + "/durationMs", schemaPath: "#/properties/durationMs/type", keyword: "type", params: { type: "number" }, message: "must be number" };
        if (vErrors === null) {
          vErrors = [err46];
        } else {
          vErrors.push(err46);
        }
        errors++;
      }
    }
    if (data.fault !== void 0) {
      let data21 = data.fault;
      const _errs50 = errors;
      let valid8 = false;
      const _errs51 = errors;
      if (!validate181(data21, { instancePath: instancePath + "/fault", parentData: data, parentDataProperty: "fault", rootData, dynamicAnchors })) {
        vErrors = vErrors === null ? validate181.errors : vErrors.concat(validate181.errors);
        errors = vErrors.length;
      }
      var _valid3 = _errs51 === errors;
      valid8 = valid8 || _valid3;
      const _errs52 = errors;
      if (data21 !== null) {
        const err47 = { instancePath: instancePath + "/fault", schemaPath: "#/properties/fault/anyOf/1/type", keyword: "type", params: { type: "null" }, message: "must be null" };
        if (vErrors === null) {
          vErrors = [err47];
        } else {
          vErrors.push(err47);
        }
        errors++;
      }
      var _valid3 = _errs52 === errors;
      valid8 = valid8 || _valid3;
      if (!valid8) {
        const err48 = { instancePath: instancePath + "/fault", schemaPath: "#/properties/fault/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
        if (vErrors === null) {
          vErrors = [err48];
        } else {
          vErrors.push(err48);
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
  } else {
    const err49 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err49];
    } else {
      vErrors.push(err49);
    }
    errors++;
  }
  validate173.errors = vErrors;
  return errors === 0;
}
validate173.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
var schema64 = { "title": "ReportAttempt", "description": "One pass of executor, evidence and verification.", "type": "object", "additionalProperties": false, "required": ["n", "startTree", "givenTasks", "executor", "candidate", "contractBroken", "audit", "verifiers", "verdict", "outcome", "row", "reasons", "remainingTasks"], "properties": { "n": { "type": "integer", "minimum": 1 }, "startTree": { "type": "string" }, "panel": { "title": "ReportPanel", "description": "Which verifiers of the roster were asked, where that was decided by the size of the change. Absent: all of them.", "type": "object", "additionalProperties": false, "required": ["asked", "leftOut", "reasons"], "properties": { "asked": { "type": "array", "items": { "type": "string" } }, "leftOut": { "type": "array", "items": { "type": "string" } }, "reasons": { "description": "Oldest first.", "type": "array", "items": { "type": "string" } } } }, "givenTasks": { "description": "What the executor was given as left over.", "type": "array", "items": { "$ref": "#/$defs/remainingTask" } }, "executor": { "title": "ReportExecutorTurn", "description": "The executor's part; commands are what it and its stream say, not evidence.", "type": "object", "additionalProperties": false, "required": ["dispatch", "commands", "ownCommits", "restored"], "properties": { "dispatch": { "type": ["string", "null"] }, "commands": { "type": "array", "items": { "$ref": "#/$defs/command" } }, "ownCommits": { "description": "Commits it made itself; okstra makes them again.", "type": "integer", "minimum": 0 }, "restored": { "description": "Files okstra writes back itself, put back.", "type": "array", "items": { "type": "string" } } } }, "candidate": { "anyOf": [{ "$ref": "#/$defs/candidate" }, { "type": "null" }] }, "contractBroken": { "description": "What was changed that the executor must not change; empty otherwise.", "type": "array", "items": { "type": "string" } }, "audit": { "description": "What okstra found by looking at the change itself; null when it did not come to that.", "anyOf": [{ "$ref": "#/$defs/audit" }, { "type": "null" }] }, "verifiers": { "description": "Side by side; empty when the checks decided before a verifier was asked.", "type": "array", "items": { "$ref": "#/$defs/verifierTurn" } }, "verdict": { "enum": ["pass", "concerns", "fail", null] }, "outcome": { "description": "null while the attempt goes on.", "enum": ["accepted", "not-accepted", "blocked", "contract-violated", "failed", "cancelled", "waiting-quota", "next-attempt", null] }, "row": { "type": ["integer", "null"] }, "reasons": { "type": "array", "items": { "type": "string" } }, "remainingTasks": { "type": "array", "items": { "$ref": "#/$defs/remainingTask" } } } };
function validate188(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate188.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.text === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "text" }, message: "must have required property 'text'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.origin === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "origin" }, message: "must have required property 'origin'" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "text" || key0 === "origin")) {
        const err2 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.text !== void 0) {
      if (typeof data.text !== "string") {
        const err3 = { instancePath: instancePath + "/text", schemaPath: "#/properties/text/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    if (data.origin !== void 0) {
      if (typeof data.origin !== "string") {
        const err4 = { instancePath: instancePath + "/origin", schemaPath: "#/properties/origin/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
  } else {
    const err5 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err5];
    } else {
      vErrors.push(err5);
    }
    errors++;
  }
  validate188.errors = vErrors;
  return errors === 0;
}
validate188.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
var schema66 = { "title": "ReportCommand", "description": "A command that an agent ran.", "type": "object", "additionalProperties": false, "required": ["cmd", "exitCode", "from"], "properties": { "cmd": { "type": "string" }, "exitCode": { "type": ["integer", "null"] }, "from": { "description": "Seen in its stream, or named in its answer.", "enum": ["stream", "answer"] } } };
function validate190(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate190.evaluated;
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
    if (data.exitCode === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "exitCode" }, message: "must have required property 'exitCode'" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.from === void 0) {
      const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "from" }, message: "must have required property 'from'" };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "cmd" || key0 === "exitCode" || key0 === "from")) {
        const err3 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    if (data.cmd !== void 0) {
      if (typeof data.cmd !== "string") {
        const err4 = { instancePath: instancePath + "/cmd", schemaPath: "#/properties/cmd/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.exitCode !== void 0) {
      let data1 = data.exitCode;
      if (!(typeof data1 == "number" && (!(data1 % 1) && !isNaN(data1)) && isFinite(data1)) && data1 !== null) {
        const err5 = { instancePath: instancePath + "/exitCode", schemaPath: "#/properties/exitCode/type", keyword: "type", params: { type: schema66.properties.exitCode.type }, message: "must be integer,null" };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    if (data.from !== void 0) {
      let data2 = data.from;
      if (!(data2 === "stream" || data2 === "answer")) {
        const err6 = { instancePath: instancePath + "/from", schemaPath: "#/properties/from/enum", keyword: "enum", params: { allowedValues: schema66.properties.from.enum }, message: "must be equal to one of the allowed values" };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
    }
  } else {
    const err7 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err7];
    } else {
      vErrors.push(err7);
    }
    errors++;
  }
  validate190.errors = vErrors;
  return errors === 0;
}
validate190.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
function validate192(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate192.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.commit === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "commit" }, message: "must have required property 'commit'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.tree === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "tree" }, message: "must have required property 'tree'" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.changed === void 0) {
      const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "changed" }, message: "must have required property 'changed'" };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "commit" || key0 === "tree" || key0 === "changed")) {
        const err3 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    if (data.commit !== void 0) {
      if (typeof data.commit !== "string") {
        const err4 = { instancePath: instancePath + "/commit", schemaPath: "#/properties/commit/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.tree !== void 0) {
      if (typeof data.tree !== "string") {
        const err5 = { instancePath: instancePath + "/tree", schemaPath: "#/properties/tree/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    if (data.changed !== void 0) {
      if (typeof data.changed !== "boolean") {
        const err6 = { instancePath: instancePath + "/changed", schemaPath: "#/properties/changed/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
    }
  } else {
    const err7 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err7];
    } else {
      vErrors.push(err7);
    }
    errors++;
  }
  validate192.errors = vErrors;
  return errors === 0;
}
validate192.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
var schema68 = { "title": "ReportAudit", "description": "Everything here was seen by okstra, nothing is an agent's word. What the audits raised stands among the findings.", "type": "object", "additionalProperties": false, "required": ["raised", "allowed", "tests", "reproducers"], "properties": { "raised": { "description": "Findings of the audits of the change.", "type": "integer", "minimum": 0 }, "allowed": { "description": "What the item itself allows, with what was seen.", "type": "array", "items": { "title": "ReportAllowed", "type": "object", "additionalProperties": false, "required": ["entry", "claim"], "properties": { "entry": { "type": "string" }, "claim": { "type": "string" } } } }, "tests": { "description": "The change's tests, run without the change and with it; null when that was not looked at.", "anyOf": [{ "$ref": "#/$defs/testProof" }, { "type": "null" }] }, "reproducers": { "description": "Commands that verifiers gave as proof, as okstra ran them.", "type": "array", "items": { "title": "ReportReproduction", "type": "object", "additionalProperties": false, "required": ["finding", "cmd", "result", "why"], "properties": { "finding": { "type": "string" }, "cmd": { "type": "string" }, "result": { "enum": ["holds", "holds-on-both", "does-not-hold", "void"] }, "why": { "type": "string" } } } } } };
var schema69 = { "title": "ReportTestProof", "type": "object", "additionalProperties": false, "required": ["exempt", "rows"], "properties": { "exempt": { "description": "Why no failing test is expected, as the change itself shows; null when one is.", "type": ["string", "null"] }, "rows": { "type": "array", "items": { "title": "ReportTestRow", "type": "object", "additionalProperties": false, "required": ["file", "result", "cmd", "why"], "properties": { "file": { "type": "string" }, "result": { "enum": ["fail\u2192pass", "pass\u2192pass", "fail\u2192fail", "pass\u2192fail", "not determinable"] }, "cmd": { "type": ["string", "null"] }, "why": { "type": ["string", "null"] } } } } } };
function validate195(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate195.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.exempt === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "exempt" }, message: "must have required property 'exempt'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.rows === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "rows" }, message: "must have required property 'rows'" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "exempt" || key0 === "rows")) {
        const err2 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.exempt !== void 0) {
      let data0 = data.exempt;
      if (typeof data0 !== "string" && data0 !== null) {
        const err3 = { instancePath: instancePath + "/exempt", schemaPath: "#/properties/exempt/type", keyword: "type", params: { type: schema69.properties.exempt.type }, message: "must be string,null" };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    if (data.rows !== void 0) {
      let data1 = data.rows;
      if (Array.isArray(data1)) {
        const len0 = data1.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data2 = data1[i0];
          if (data2 && typeof data2 == "object" && !Array.isArray(data2)) {
            if (data2.file === void 0) {
              const err4 = { instancePath: instancePath + "/rows/" + i0, schemaPath: "#/properties/rows/items/required", keyword: "required", params: { missingProperty: "file" }, message: "must have required property 'file'" };
              if (vErrors === null) {
                vErrors = [err4];
              } else {
                vErrors.push(err4);
              }
              errors++;
            }
            if (data2.result === void 0) {
              const err5 = { instancePath: instancePath + "/rows/" + i0, schemaPath: "#/properties/rows/items/required", keyword: "required", params: { missingProperty: "result" }, message: "must have required property 'result'" };
              if (vErrors === null) {
                vErrors = [err5];
              } else {
                vErrors.push(err5);
              }
              errors++;
            }
            if (data2.cmd === void 0) {
              const err6 = { instancePath: instancePath + "/rows/" + i0, schemaPath: "#/properties/rows/items/required", keyword: "required", params: { missingProperty: "cmd" }, message: "must have required property 'cmd'" };
              if (vErrors === null) {
                vErrors = [err6];
              } else {
                vErrors.push(err6);
              }
              errors++;
            }
            if (data2.why === void 0) {
              const err7 = { instancePath: instancePath + "/rows/" + i0, schemaPath: "#/properties/rows/items/required", keyword: "required", params: { missingProperty: "why" }, message: "must have required property 'why'" };
              if (vErrors === null) {
                vErrors = [err7];
              } else {
                vErrors.push(err7);
              }
              errors++;
            }
            for (const key1 in data2) {
              if (!(key1 === "file" || key1 === "result" || key1 === "cmd" || key1 === "why")) {
                const err8 = { instancePath: instancePath + "/rows/" + i0, schemaPath: "#/properties/rows/items/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key1 }, message: "must NOT have additional properties" };
                if (vErrors === null) {
                  vErrors = [err8];
                } else {
                  vErrors.push(err8);
                }
                errors++;
              }
            }
            if (data2.file !== void 0) {
              if (typeof data2.file !== "string") {
                const err9 = { instancePath: instancePath + "/rows/" + i0 + "/file", schemaPath: "#/properties/rows/items/properties/file/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err9];
                } else {
                  vErrors.push(err9);
                }
                errors++;
              }
            }
            if (data2.result !== void 0) {
              let data4 = data2.result;
              if (!(data4 === "fail\u2192pass" || data4 === "pass\u2192pass" || data4 === "fail\u2192fail" || data4 === "pass\u2192fail" || data4 === "not determinable")) {
                const err10 = { instancePath: instancePath + "/rows/" + i0 + "/result", schemaPath: "#/properties/rows/items/properties/result/enum", keyword: "enum", params: { allowedValues: schema69.properties.rows.items.properties.result.enum }, message: "must be equal to one of the allowed values" };
                if (vErrors === null) {
                  vErrors = [err10];
                } else {
                  vErrors.push(err10);
                }
                errors++;
              }
            }
            if (data2.cmd !== void 0) {
              let data5 = data2.cmd;
              if (typeof data5 !== "string" && data5 !== null) {
                const err11 = { instancePath: instancePath + "/rows/" + i0 + "/cmd", schemaPath: "#/properties/rows/items/properties/cmd/type", keyword: "type", params: { type: schema69.properties.rows.items.properties.cmd.type }, message: "must be string,null" };
                if (vErrors === null) {
                  vErrors = [err11];
                } else {
                  vErrors.push(err11);
                }
                errors++;
              }
            }
            if (data2.why !== void 0) {
              let data6 = data2.why;
              if (typeof data6 !== "string" && data6 !== null) {
                const err12 = { instancePath: instancePath + "/rows/" + i0 + "/why", schemaPath: "#/properties/rows/items/properties/why/type", keyword: "type", params: { type: schema69.properties.rows.items.properties.why.type }, message: "must be string,null" };
                if (vErrors === null) {
                  vErrors = [err12];
                } else {
                  vErrors.push(err12);
                }
                errors++;
              }
            }
          } else {
            const err13 = { instancePath: instancePath + "/rows/" + i0, schemaPath: "#/properties/rows/items/type", keyword: "type", params: { type: "object" }, message: "must be object" };
            if (vErrors === null) {
              vErrors = [err13];
            } else {
              vErrors.push(err13);
            }
            errors++;
          }
        }
      } else {
        const err14 = { instancePath: instancePath + "/rows", schemaPath: "#/properties/rows/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err14];
        } else {
          vErrors.push(err14);
        }
        errors++;
      }
    }
  } else {
    const err15 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err15];
    } else {
      vErrors.push(err15);
    }
    errors++;
  }
  validate195.errors = vErrors;
  return errors === 0;
}
validate195.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
function validate194(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate194.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.raised === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "raised" }, message: "must have required property 'raised'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.allowed === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "allowed" }, message: "must have required property 'allowed'" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.tests === void 0) {
      const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "tests" }, message: "must have required property 'tests'" };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    if (data.reproducers === void 0) {
      const err3 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "reproducers" }, message: "must have required property 'reproducers'" };
      if (vErrors === null) {
        vErrors = [err3];
      } else {
        vErrors.push(err3);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "raised" || key0 === "allowed" || key0 === "tests" || key0 === "reproducers")) {
        const err4 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.raised !== void 0) {
      let data0 = data.raised;
      if (!(typeof data0 == "number" && (!(data0 % 1) && !isNaN(data0)) && isFinite(data0))) {
        const err5 = { instancePath: instancePath + "/raised", schemaPath: "#/properties/raised/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
      if (typeof data0 == "number" && isFinite(data0)) {
        if (data0 < 0 || isNaN(data0)) {
          const err6 = { instancePath: instancePath + "/raised", schemaPath: "#/properties/raised/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
          if (vErrors === null) {
            vErrors = [err6];
          } else {
            vErrors.push(err6);
          }
          errors++;
        }
      }
    }
    if (data.allowed !== void 0) {
      let data1 = data.allowed;
      if (Array.isArray(data1)) {
        const len0 = data1.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data2 = data1[i0];
          if (data2 && typeof data2 == "object" && !Array.isArray(data2)) {
            if (data2.entry === void 0) {
              const err7 = { instancePath: instancePath + "/allowed/" + i0, schemaPath: "#/properties/allowed/items/required", keyword: "required", params: { missingProperty: "entry" }, message: "must have required property 'entry'" };
              if (vErrors === null) {
                vErrors = [err7];
              } else {
                vErrors.push(err7);
              }
              errors++;
            }
            if (data2.claim === void 0) {
              const err8 = { instancePath: instancePath + "/allowed/" + i0, schemaPath: "#/properties/allowed/items/required", keyword: "required", params: { missingProperty: "claim" }, message: "must have required property 'claim'" };
              if (vErrors === null) {
                vErrors = [err8];
              } else {
                vErrors.push(err8);
              }
              errors++;
            }
            for (const key1 in data2) {
              if (!(key1 === "entry" || key1 === "claim")) {
                const err9 = { instancePath: instancePath + "/allowed/" + i0, schemaPath: "#/properties/allowed/items/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key1 }, message: "must NOT have additional properties" };
                if (vErrors === null) {
                  vErrors = [err9];
                } else {
                  vErrors.push(err9);
                }
                errors++;
              }
            }
            if (data2.entry !== void 0) {
              if (typeof data2.entry !== "string") {
                const err10 = { instancePath: instancePath + "/allowed/" + i0 + "/entry", schemaPath: "#/properties/allowed/items/properties/entry/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err10];
                } else {
                  vErrors.push(err10);
                }
                errors++;
              }
            }
            if (data2.claim !== void 0) {
              if (typeof data2.claim !== "string") {
                const err11 = { instancePath: instancePath + "/allowed/" + i0 + "/claim", schemaPath: "#/properties/allowed/items/properties/claim/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err11];
                } else {
                  vErrors.push(err11);
                }
                errors++;
              }
            }
          } else {
            const err12 = { instancePath: instancePath + "/allowed/" + i0, schemaPath: "#/properties/allowed/items/type", keyword: "type", params: { type: "object" }, message: "must be object" };
            if (vErrors === null) {
              vErrors = [err12];
            } else {
              vErrors.push(err12);
            }
            errors++;
          }
        }
      } else {
        const err13 = { instancePath: instancePath + "/allowed", schemaPath: "#/properties/allowed/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err13];
        } else {
          vErrors.push(err13);
        }
        errors++;
      }
    }
    if (data.tests !== void 0) {
      let data5 = data.tests;
      const _errs14 = errors;
      let valid4 = false;
      const _errs15 = errors;
      if (!validate195(data5, { instancePath: instancePath + "/tests", parentData: data, parentDataProperty: "tests", rootData, dynamicAnchors })) {
        vErrors = vErrors === null ? validate195.errors : vErrors.concat(validate195.errors);
        errors = vErrors.length;
      }
      var _valid0 = _errs15 === errors;
      valid4 = valid4 || _valid0;
      const _errs16 = errors;
      if (data5 !== null) {
        const err14 = { instancePath: instancePath + "/tests", schemaPath: "#/properties/tests/anyOf/1/type", keyword: "type", params: { type: "null" }, message: "must be null" };
        if (vErrors === null) {
          vErrors = [err14];
        } else {
          vErrors.push(err14);
        }
        errors++;
      }
      var _valid0 = _errs16 === errors;
      valid4 = valid4 || _valid0;
      if (!valid4) {
        const err15 = { instancePath: instancePath + "/tests", schemaPath: "#/properties/tests/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
        if (vErrors === null) {
          vErrors = [err15];
        } else {
          vErrors.push(err15);
        }
        errors++;
      } else {
        errors = _errs14;
        if (vErrors !== null) {
          if (_errs14) {
            vErrors.length = _errs14;
          } else {
            vErrors = null;
          }
        }
      }
    }
    if (data.reproducers !== void 0) {
      let data6 = data.reproducers;
      if (Array.isArray(data6)) {
        const len1 = data6.length;
        for (let i1 = 0; i1 < len1; i1++) {
          let data7 = data6[i1];
          if (data7 && typeof data7 == "object" && !Array.isArray(data7)) {
            if (data7.finding === void 0) {
              const err16 = { instancePath: instancePath + "/reproducers/" + i1, schemaPath: "#/properties/reproducers/items/required", keyword: "required", params: { missingProperty: "finding" }, message: "must have required property 'finding'" };
              if (vErrors === null) {
                vErrors = [err16];
              } else {
                vErrors.push(err16);
              }
              errors++;
            }
            if (data7.cmd === void 0) {
              const err17 = { instancePath: instancePath + "/reproducers/" + i1, schemaPath: "#/properties/reproducers/items/required", keyword: "required", params: { missingProperty: "cmd" }, message: "must have required property 'cmd'" };
              if (vErrors === null) {
                vErrors = [err17];
              } else {
                vErrors.push(err17);
              }
              errors++;
            }
            if (data7.result === void 0) {
              const err18 = { instancePath: instancePath + "/reproducers/" + i1, schemaPath: "#/properties/reproducers/items/required", keyword: "required", params: { missingProperty: "result" }, message: "must have required property 'result'" };
              if (vErrors === null) {
                vErrors = [err18];
              } else {
                vErrors.push(err18);
              }
              errors++;
            }
            if (data7.why === void 0) {
              const err19 = { instancePath: instancePath + "/reproducers/" + i1, schemaPath: "#/properties/reproducers/items/required", keyword: "required", params: { missingProperty: "why" }, message: "must have required property 'why'" };
              if (vErrors === null) {
                vErrors = [err19];
              } else {
                vErrors.push(err19);
              }
              errors++;
            }
            for (const key2 in data7) {
              if (!(key2 === "finding" || key2 === "cmd" || key2 === "result" || key2 === "why")) {
                const err20 = { instancePath: instancePath + "/reproducers/" + i1, schemaPath: "#/properties/reproducers/items/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key2 }, message: "must NOT have additional properties" };
                if (vErrors === null) {
                  vErrors = [err20];
                } else {
                  vErrors.push(err20);
                }
                errors++;
              }
            }
            if (data7.finding !== void 0) {
              if (typeof data7.finding !== "string") {
                const err21 = { instancePath: instancePath + "/reproducers/" + i1 + "/finding", schemaPath: "#/properties/reproducers/items/properties/finding/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err21];
                } else {
                  vErrors.push(err21);
                }
                errors++;
              }
            }
            if (data7.cmd !== void 0) {
              if (typeof data7.cmd !== "string") {
                const err22 = { instancePath: instancePath + "/reproducers/" + i1 + "/cmd", schemaPath: "#/properties/reproducers/items/properties/cmd/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err22];
                } else {
                  vErrors.push(err22);
                }
                errors++;
              }
            }
            if (data7.result !== void 0) {
              let data10 = data7.result;
              if (!(data10 === "holds" || data10 === "holds-on-both" || data10 === "does-not-hold" || data10 === "void")) {
                const err23 = { instancePath: instancePath + "/reproducers/" + i1 + "/result", schemaPath: "#/properties/reproducers/items/properties/result/enum", keyword: "enum", params: { allowedValues: schema68.properties.reproducers.items.properties.result.enum }, message: "must be equal to one of the allowed values" };
                if (vErrors === null) {
                  vErrors = [err23];
                } else {
                  vErrors.push(err23);
                }
                errors++;
              }
            }
            if (data7.why !== void 0) {
              if (typeof data7.why !== "string") {
                const err24 = { instancePath: instancePath + "/reproducers/" + i1 + "/why", schemaPath: "#/properties/reproducers/items/properties/why/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err24];
                } else {
                  vErrors.push(err24);
                }
                errors++;
              }
            }
          } else {
            const err25 = { instancePath: instancePath + "/reproducers/" + i1, schemaPath: "#/properties/reproducers/items/type", keyword: "type", params: { type: "object" }, message: "must be object" };
            if (vErrors === null) {
              vErrors = [err25];
            } else {
              vErrors.push(err25);
            }
            errors++;
          }
        }
      } else {
        const err26 = { instancePath: instancePath + "/reproducers", schemaPath: "#/properties/reproducers/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err26];
        } else {
          vErrors.push(err26);
        }
        errors++;
      }
    }
  } else {
    const err27 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err27];
    } else {
      vErrors.push(err27);
    }
    errors++;
  }
  validate194.errors = vErrors;
  return errors === 0;
}
validate194.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
var schema70 = { "title": "ReportVerifierTurn", "description": "What one verifier answered in one attempt.", "type": "object", "additionalProperties": false, "required": ["seat", "agent", "vendor", "verdict", "form", "summary", "criteria", "findings", "commands", "problems", "proof", "fault"], "properties": { "seat": { "type": "string" }, "agent": { "type": "string" }, "vendor": { "type": "string" }, "verdict": { "description": "null: not answered yet.", "enum": ["pass", "concerns", "fail", "no-result", null] }, "form": { "description": "The accepted form the answer came in.", "enum": ["structured", "json", "fenced", "two-line", null] }, "summary": { "type": "string" }, "criteria": { "type": "array", "items": { "title": "ReportCriterionAnswer", "type": "object", "additionalProperties": false, "required": ["id", "status", "evidence"], "properties": { "id": { "type": "string" }, "status": { "enum": ["met", "partial", "unmet", "not-checked"] }, "evidence": { "type": "string" } } } }, "findings": { "type": "array", "items": { "title": "ReportRawFinding", "description": "A finding as the verifier raised it.", "type": "object", "additionalProperties": false, "required": ["category", "severity", "claim", "evidence"], "properties": { "category": { "enum": ["correctness", "coverage", "regression", "test-tampering", "scope", "security", "performance", "maintainability", "process"] }, "severity": { "enum": ["blocker", "major", "minor", "note"] }, "location": { "$ref": "#/$defs/location" }, "claim": { "type": "string" }, "evidence": { "type": "string" }, "criterion": { "description": "Id of the criterion it is about.", "type": "string" }, "quote": { "$ref": "#/$defs/quote" }, "reproducer": { "$ref": "#/$defs/reproducer" }, "recommendation": { "type": "string" } } } }, "commands": { "type": "array", "items": { "$ref": "#/$defs/command" } }, "problems": { "description": "Why the answer does not count, or what had to be repaired.", "type": "array", "items": { "type": "string" } }, "proof": { "$ref": "#/$defs/proof" }, "fault": { "anyOf": [{ "$ref": "#/$defs/fault" }, { "type": "null" }] } } };
function validate199(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate199.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.file === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "file" }, message: "must have required property 'file'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.startLine === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "startLine" }, message: "must have required property 'startLine'" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.endLine === void 0) {
      const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "endLine" }, message: "must have required property 'endLine'" };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "file" || key0 === "startLine" || key0 === "endLine")) {
        const err3 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    if (data.file !== void 0) {
      if (typeof data.file !== "string") {
        const err4 = { instancePath: instancePath + "/file", schemaPath: "#/properties/file/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.startLine !== void 0) {
      let data1 = data.startLine;
      if (!(typeof data1 == "number" && (!(data1 % 1) && !isNaN(data1)) && isFinite(data1))) {
        const err5 = { instancePath: instancePath + "/startLine", schemaPath: "#/properties/startLine/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
      if (typeof data1 == "number" && isFinite(data1)) {
        if (data1 < 0 || isNaN(data1)) {
          const err6 = { instancePath: instancePath + "/startLine", schemaPath: "#/properties/startLine/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
          if (vErrors === null) {
            vErrors = [err6];
          } else {
            vErrors.push(err6);
          }
          errors++;
        }
      }
    }
    if (data.endLine !== void 0) {
      let data2 = data.endLine;
      if (!(typeof data2 == "number" && (!(data2 % 1) && !isNaN(data2)) && isFinite(data2))) {
        const err7 = { instancePath: instancePath + "/endLine", schemaPath: "#/properties/endLine/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
      if (typeof data2 == "number" && isFinite(data2)) {
        if (data2 < 0 || isNaN(data2)) {
          const err8 = { instancePath: instancePath + "/endLine", schemaPath: "#/properties/endLine/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
          if (vErrors === null) {
            vErrors = [err8];
          } else {
            vErrors.push(err8);
          }
          errors++;
        }
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
  validate199.errors = vErrors;
  return errors === 0;
}
validate199.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
var schema72 = { "title": "ReportQuote", "description": "A line of the change, as cited.", "type": "object", "additionalProperties": false, "required": ["file", "side", "line", "text"], "properties": { "file": { "type": "string" }, "side": { "enum": ["new", "base"] }, "line": { "type": "integer", "minimum": 0 }, "text": { "type": "string" } } };
function validate201(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate201.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.file === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "file" }, message: "must have required property 'file'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.side === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "side" }, message: "must have required property 'side'" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.line === void 0) {
      const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "line" }, message: "must have required property 'line'" };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    if (data.text === void 0) {
      const err3 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "text" }, message: "must have required property 'text'" };
      if (vErrors === null) {
        vErrors = [err3];
      } else {
        vErrors.push(err3);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "file" || key0 === "side" || key0 === "line" || key0 === "text")) {
        const err4 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.file !== void 0) {
      if (typeof data.file !== "string") {
        const err5 = { instancePath: instancePath + "/file", schemaPath: "#/properties/file/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    if (data.side !== void 0) {
      let data1 = data.side;
      if (!(data1 === "new" || data1 === "base")) {
        const err6 = { instancePath: instancePath + "/side", schemaPath: "#/properties/side/enum", keyword: "enum", params: { allowedValues: schema72.properties.side.enum }, message: "must be equal to one of the allowed values" };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
    }
    if (data.line !== void 0) {
      let data2 = data.line;
      if (!(typeof data2 == "number" && (!(data2 % 1) && !isNaN(data2)) && isFinite(data2))) {
        const err7 = { instancePath: instancePath + "/line", schemaPath: "#/properties/line/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
      if (typeof data2 == "number" && isFinite(data2)) {
        if (data2 < 0 || isNaN(data2)) {
          const err8 = { instancePath: instancePath + "/line", schemaPath: "#/properties/line/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
          if (vErrors === null) {
            vErrors = [err8];
          } else {
            vErrors.push(err8);
          }
          errors++;
        }
      }
    }
    if (data.text !== void 0) {
      if (typeof data.text !== "string") {
        const err9 = { instancePath: instancePath + "/text", schemaPath: "#/properties/text/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err9];
        } else {
          vErrors.push(err9);
        }
        errors++;
      }
    }
  } else {
    const err10 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err10];
    } else {
      vErrors.push(err10);
    }
    errors++;
  }
  validate201.errors = vErrors;
  return errors === 0;
}
validate201.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
function validate203(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate203.evaluated;
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
    if (data.expect === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "expect" }, message: "must have required property 'expect'" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "cmd" || key0 === "expect")) {
        const err2 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.cmd !== void 0) {
      if (typeof data.cmd !== "string") {
        const err3 = { instancePath: instancePath + "/cmd", schemaPath: "#/properties/cmd/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    if (data.expect !== void 0) {
      let data1 = data.expect;
      if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
        if (data1.exit === void 0) {
          const err4 = { instancePath: instancePath + "/expect", schemaPath: "#/properties/expect/required", keyword: "required", params: { missingProperty: "exit" }, message: "must have required property 'exit'" };
          if (vErrors === null) {
            vErrors = [err4];
          } else {
            vErrors.push(err4);
          }
          errors++;
        }
        for (const key1 in data1) {
          if (!(key1 === "exit" || key1 === "stdout")) {
            const err5 = { instancePath: instancePath + "/expect", schemaPath: "#/properties/expect/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key1 }, message: "must NOT have additional properties" };
            if (vErrors === null) {
              vErrors = [err5];
            } else {
              vErrors.push(err5);
            }
            errors++;
          }
        }
        if (data1.exit !== void 0) {
          let data2 = data1.exit;
          const _errs8 = errors;
          let valid2 = false;
          const _errs9 = errors;
          if (!(typeof data2 == "number" && (!(data2 % 1) && !isNaN(data2)) && isFinite(data2))) {
            const err6 = { instancePath: instancePath + "/expect/exit", schemaPath: "#/properties/expect/properties/exit/anyOf/0/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
            if (vErrors === null) {
              vErrors = [err6];
            } else {
              vErrors.push(err6);
            }
            errors++;
          }
          var _valid0 = _errs9 === errors;
          valid2 = valid2 || _valid0;
          const _errs11 = errors;
          if ("nonzero" !== data2) {
            const err7 = { instancePath: instancePath + "/expect/exit", schemaPath: "#/properties/expect/properties/exit/anyOf/1/const", keyword: "const", params: { allowedValue: "nonzero" }, message: "must be equal to constant" };
            if (vErrors === null) {
              vErrors = [err7];
            } else {
              vErrors.push(err7);
            }
            errors++;
          }
          var _valid0 = _errs11 === errors;
          valid2 = valid2 || _valid0;
          if (!valid2) {
            const err8 = { instancePath: instancePath + "/expect/exit", schemaPath: "#/properties/expect/properties/exit/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
            if (vErrors === null) {
              vErrors = [err8];
            } else {
              vErrors.push(err8);
            }
            errors++;
          } else {
            errors = _errs8;
            if (vErrors !== null) {
              if (_errs8) {
                vErrors.length = _errs8;
              } else {
                vErrors = null;
              }
            }
          }
        }
        if (data1.stdout !== void 0) {
          if (typeof data1.stdout !== "string") {
            const err9 = { instancePath: instancePath + "/expect/stdout", schemaPath: "#/properties/expect/properties/stdout/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err9];
            } else {
              vErrors.push(err9);
            }
            errors++;
          }
        }
      } else {
        const err10 = { instancePath: instancePath + "/expect", schemaPath: "#/properties/expect/type", keyword: "type", params: { type: "object" }, message: "must be object" };
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
  validate203.errors = vErrors;
  return errors === 0;
}
validate203.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
function validate198(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate198.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.seat === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "seat" }, message: "must have required property 'seat'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.agent === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "agent" }, message: "must have required property 'agent'" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.vendor === void 0) {
      const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "vendor" }, message: "must have required property 'vendor'" };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    if (data.verdict === void 0) {
      const err3 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "verdict" }, message: "must have required property 'verdict'" };
      if (vErrors === null) {
        vErrors = [err3];
      } else {
        vErrors.push(err3);
      }
      errors++;
    }
    if (data.form === void 0) {
      const err4 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "form" }, message: "must have required property 'form'" };
      if (vErrors === null) {
        vErrors = [err4];
      } else {
        vErrors.push(err4);
      }
      errors++;
    }
    if (data.summary === void 0) {
      const err5 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "summary" }, message: "must have required property 'summary'" };
      if (vErrors === null) {
        vErrors = [err5];
      } else {
        vErrors.push(err5);
      }
      errors++;
    }
    if (data.criteria === void 0) {
      const err6 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "criteria" }, message: "must have required property 'criteria'" };
      if (vErrors === null) {
        vErrors = [err6];
      } else {
        vErrors.push(err6);
      }
      errors++;
    }
    if (data.findings === void 0) {
      const err7 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "findings" }, message: "must have required property 'findings'" };
      if (vErrors === null) {
        vErrors = [err7];
      } else {
        vErrors.push(err7);
      }
      errors++;
    }
    if (data.commands === void 0) {
      const err8 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "commands" }, message: "must have required property 'commands'" };
      if (vErrors === null) {
        vErrors = [err8];
      } else {
        vErrors.push(err8);
      }
      errors++;
    }
    if (data.problems === void 0) {
      const err9 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "problems" }, message: "must have required property 'problems'" };
      if (vErrors === null) {
        vErrors = [err9];
      } else {
        vErrors.push(err9);
      }
      errors++;
    }
    if (data.proof === void 0) {
      const err10 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "proof" }, message: "must have required property 'proof'" };
      if (vErrors === null) {
        vErrors = [err10];
      } else {
        vErrors.push(err10);
      }
      errors++;
    }
    if (data.fault === void 0) {
      const err11 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "fault" }, message: "must have required property 'fault'" };
      if (vErrors === null) {
        vErrors = [err11];
      } else {
        vErrors.push(err11);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!func1.call(schema70.properties, key0)) {
        const err12 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err12];
        } else {
          vErrors.push(err12);
        }
        errors++;
      }
    }
    if (data.seat !== void 0) {
      if (typeof data.seat !== "string") {
        const err13 = { instancePath: instancePath + "/seat", schemaPath: "#/properties/seat/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err13];
        } else {
          vErrors.push(err13);
        }
        errors++;
      }
    }
    if (data.agent !== void 0) {
      if (typeof data.agent !== "string") {
        const err14 = { instancePath: instancePath + "/agent", schemaPath: "#/properties/agent/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err14];
        } else {
          vErrors.push(err14);
        }
        errors++;
      }
    }
    if (data.vendor !== void 0) {
      if (typeof data.vendor !== "string") {
        const err15 = { instancePath: instancePath + "/vendor", schemaPath: "#/properties/vendor/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err15];
        } else {
          vErrors.push(err15);
        }
        errors++;
      }
    }
    if (data.verdict !== void 0) {
      let data3 = data.verdict;
      if (!(data3 === "pass" || data3 === "concerns" || data3 === "fail" || data3 === "no-result" || data3 === null)) {
        const err16 = { instancePath: instancePath + "/verdict", schemaPath: "#/properties/verdict/enum", keyword: "enum", params: { allowedValues: schema70.properties.verdict.enum }, message: "must be equal to one of the allowed values" };
        if (vErrors === null) {
          vErrors = [err16];
        } else {
          vErrors.push(err16);
        }
        errors++;
      }
    }
    if (data.form !== void 0) {
      let data4 = data.form;
      if (!(data4 === "structured" || data4 === "json" || data4 === "fenced" || data4 === "two-line" || data4 === null)) {
        const err17 = { instancePath: instancePath + "/form", schemaPath: "#/properties/form/enum", keyword: "enum", params: { allowedValues: schema70.properties.form.enum }, message: "must be equal to one of the allowed values" };
        if (vErrors === null) {
          vErrors = [err17];
        } else {
          vErrors.push(err17);
        }
        errors++;
      }
    }
    if (data.summary !== void 0) {
      if (typeof data.summary !== "string") {
        const err18 = { instancePath: instancePath + "/summary", schemaPath: "#/properties/summary/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err18];
        } else {
          vErrors.push(err18);
        }
        errors++;
      }
    }
    if (data.criteria !== void 0) {
      let data6 = data.criteria;
      if (Array.isArray(data6)) {
        const len0 = data6.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data7 = data6[i0];
          if (data7 && typeof data7 == "object" && !Array.isArray(data7)) {
            if (data7.id === void 0) {
              const err19 = { instancePath: instancePath + "/criteria/" + i0, schemaPath: "#/properties/criteria/items/required", keyword: "required", params: { missingProperty: "id" }, message: "must have required property 'id'" };
              if (vErrors === null) {
                vErrors = [err19];
              } else {
                vErrors.push(err19);
              }
              errors++;
            }
            if (data7.status === void 0) {
              const err20 = { instancePath: instancePath + "/criteria/" + i0, schemaPath: "#/properties/criteria/items/required", keyword: "required", params: { missingProperty: "status" }, message: "must have required property 'status'" };
              if (vErrors === null) {
                vErrors = [err20];
              } else {
                vErrors.push(err20);
              }
              errors++;
            }
            if (data7.evidence === void 0) {
              const err21 = { instancePath: instancePath + "/criteria/" + i0, schemaPath: "#/properties/criteria/items/required", keyword: "required", params: { missingProperty: "evidence" }, message: "must have required property 'evidence'" };
              if (vErrors === null) {
                vErrors = [err21];
              } else {
                vErrors.push(err21);
              }
              errors++;
            }
            for (const key1 in data7) {
              if (!(key1 === "id" || key1 === "status" || key1 === "evidence")) {
                const err22 = { instancePath: instancePath + "/criteria/" + i0, schemaPath: "#/properties/criteria/items/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key1 }, message: "must NOT have additional properties" };
                if (vErrors === null) {
                  vErrors = [err22];
                } else {
                  vErrors.push(err22);
                }
                errors++;
              }
            }
            if (data7.id !== void 0) {
              if (typeof data7.id !== "string") {
                const err23 = { instancePath: instancePath + "/criteria/" + i0 + "/id", schemaPath: "#/properties/criteria/items/properties/id/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err23];
                } else {
                  vErrors.push(err23);
                }
                errors++;
              }
            }
            if (data7.status !== void 0) {
              let data9 = data7.status;
              if (!(data9 === "met" || data9 === "partial" || data9 === "unmet" || data9 === "not-checked")) {
                const err24 = { instancePath: instancePath + "/criteria/" + i0 + "/status", schemaPath: "#/properties/criteria/items/properties/status/enum", keyword: "enum", params: { allowedValues: schema70.properties.criteria.items.properties.status.enum }, message: "must be equal to one of the allowed values" };
                if (vErrors === null) {
                  vErrors = [err24];
                } else {
                  vErrors.push(err24);
                }
                errors++;
              }
            }
            if (data7.evidence !== void 0) {
              if (typeof data7.evidence !== "string") {
                const err25 = { instancePath: instancePath + "/criteria/" + i0 + "/evidence", schemaPath: "#/properties/criteria/items/properties/evidence/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err25];
                } else {
                  vErrors.push(err25);
                }
                errors++;
              }
            }
          } else {
            const err26 = { instancePath: instancePath + "/criteria/" + i0, schemaPath: "#/properties/criteria/items/type", keyword: "type", params: { type: "object" }, message: "must be object" };
            if (vErrors === null) {
              vErrors = [err26];
            } else {
              vErrors.push(err26);
            }
            errors++;
          }
        }
      } else {
        const err27 = { instancePath: instancePath + "/criteria", schemaPath: "#/properties/criteria/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err27];
        } else {
          vErrors.push(err27);
        }
        errors++;
      }
    }
    if (data.findings !== void 0) {
      let data11 = data.findings;
      if (Array.isArray(data11)) {
        const len1 = data11.length;
        for (let i1 = 0; i1 < len1; i1++) {
          let data12 = data11[i1];
          if (data12 && typeof data12 == "object" && !Array.isArray(data12)) {
            if (data12.category === void 0) {
              const err28 = { instancePath: instancePath + "/findings/" + i1, schemaPath: "#/properties/findings/items/required", keyword: "required", params: { missingProperty: "category" }, message: "must have required property 'category'" };
              if (vErrors === null) {
                vErrors = [err28];
              } else {
                vErrors.push(err28);
              }
              errors++;
            }
            if (data12.severity === void 0) {
              const err29 = { instancePath: instancePath + "/findings/" + i1, schemaPath: "#/properties/findings/items/required", keyword: "required", params: { missingProperty: "severity" }, message: "must have required property 'severity'" };
              if (vErrors === null) {
                vErrors = [err29];
              } else {
                vErrors.push(err29);
              }
              errors++;
            }
            if (data12.claim === void 0) {
              const err30 = { instancePath: instancePath + "/findings/" + i1, schemaPath: "#/properties/findings/items/required", keyword: "required", params: { missingProperty: "claim" }, message: "must have required property 'claim'" };
              if (vErrors === null) {
                vErrors = [err30];
              } else {
                vErrors.push(err30);
              }
              errors++;
            }
            if (data12.evidence === void 0) {
              const err31 = { instancePath: instancePath + "/findings/" + i1, schemaPath: "#/properties/findings/items/required", keyword: "required", params: { missingProperty: "evidence" }, message: "must have required property 'evidence'" };
              if (vErrors === null) {
                vErrors = [err31];
              } else {
                vErrors.push(err31);
              }
              errors++;
            }
            for (const key2 in data12) {
              if (!func1.call(schema70.properties.findings.items.properties, key2)) {
                const err32 = { instancePath: instancePath + "/findings/" + i1, schemaPath: "#/properties/findings/items/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key2 }, message: "must NOT have additional properties" };
                if (vErrors === null) {
                  vErrors = [err32];
                } else {
                  vErrors.push(err32);
                }
                errors++;
              }
            }
            if (data12.category !== void 0) {
              let data13 = data12.category;
              if (!(data13 === "correctness" || data13 === "coverage" || data13 === "regression" || data13 === "test-tampering" || data13 === "scope" || data13 === "security" || data13 === "performance" || data13 === "maintainability" || data13 === "process")) {
                const err33 = { instancePath: instancePath + "/findings/" + i1 + "/category", schemaPath: "#/properties/findings/items/properties/category/enum", keyword: "enum", params: { allowedValues: schema70.properties.findings.items.properties.category.enum }, message: "must be equal to one of the allowed values" };
                if (vErrors === null) {
                  vErrors = [err33];
                } else {
                  vErrors.push(err33);
                }
                errors++;
              }
            }
            if (data12.severity !== void 0) {
              let data14 = data12.severity;
              if (!(data14 === "blocker" || data14 === "major" || data14 === "minor" || data14 === "note")) {
                const err34 = { instancePath: instancePath + "/findings/" + i1 + "/severity", schemaPath: "#/properties/findings/items/properties/severity/enum", keyword: "enum", params: { allowedValues: schema70.properties.findings.items.properties.severity.enum }, message: "must be equal to one of the allowed values" };
                if (vErrors === null) {
                  vErrors = [err34];
                } else {
                  vErrors.push(err34);
                }
                errors++;
              }
            }
            if (data12.location !== void 0) {
              if (!validate199(data12.location, { instancePath: instancePath + "/findings/" + i1 + "/location", parentData: data12, parentDataProperty: "location", rootData, dynamicAnchors })) {
                vErrors = vErrors === null ? validate199.errors : vErrors.concat(validate199.errors);
                errors = vErrors.length;
              }
            }
            if (data12.claim !== void 0) {
              if (typeof data12.claim !== "string") {
                const err35 = { instancePath: instancePath + "/findings/" + i1 + "/claim", schemaPath: "#/properties/findings/items/properties/claim/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err35];
                } else {
                  vErrors.push(err35);
                }
                errors++;
              }
            }
            if (data12.evidence !== void 0) {
              if (typeof data12.evidence !== "string") {
                const err36 = { instancePath: instancePath + "/findings/" + i1 + "/evidence", schemaPath: "#/properties/findings/items/properties/evidence/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err36];
                } else {
                  vErrors.push(err36);
                }
                errors++;
              }
            }
            if (data12.criterion !== void 0) {
              if (typeof data12.criterion !== "string") {
                const err37 = { instancePath: instancePath + "/findings/" + i1 + "/criterion", schemaPath: "#/properties/findings/items/properties/criterion/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err37];
                } else {
                  vErrors.push(err37);
                }
                errors++;
              }
            }
            if (data12.quote !== void 0) {
              if (!validate201(data12.quote, { instancePath: instancePath + "/findings/" + i1 + "/quote", parentData: data12, parentDataProperty: "quote", rootData, dynamicAnchors })) {
                vErrors = vErrors === null ? validate201.errors : vErrors.concat(validate201.errors);
                errors = vErrors.length;
              }
            }
            if (data12.reproducer !== void 0) {
              if (!validate203(data12.reproducer, { instancePath: instancePath + "/findings/" + i1 + "/reproducer", parentData: data12, parentDataProperty: "reproducer", rootData, dynamicAnchors })) {
                vErrors = vErrors === null ? validate203.errors : vErrors.concat(validate203.errors);
                errors = vErrors.length;
              }
            }
            if (data12.recommendation !== void 0) {
              if (typeof data12.recommendation !== "string") {
                const err38 = { instancePath: instancePath + "/findings/" + i1 + "/recommendation", schemaPath: "#/properties/findings/items/properties/recommendation/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err38];
                } else {
                  vErrors.push(err38);
                }
                errors++;
              }
            }
          } else {
            const err39 = { instancePath: instancePath + "/findings/" + i1, schemaPath: "#/properties/findings/items/type", keyword: "type", params: { type: "object" }, message: "must be object" };
            if (vErrors === null) {
              vErrors = [err39];
            } else {
              vErrors.push(err39);
            }
            errors++;
          }
        }
      } else {
        const err40 = { instancePath: instancePath + "/findings", schemaPath: "#/properties/findings/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err40];
        } else {
          vErrors.push(err40);
        }
        errors++;
      }
    }
    if (data.commands !== void 0) {
      let data22 = data.commands;
      if (Array.isArray(data22)) {
        const len2 = data22.length;
        for (let i2 = 0; i2 < len2; i2++) {
          if (!validate190(data22[i2], { instancePath: instancePath + "/commands/" + i2, parentData: data22, parentDataProperty: i2, rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate190.errors : vErrors.concat(validate190.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err41 = { instancePath: instancePath + "/commands", schemaPath: "#/properties/commands/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err41];
        } else {
          vErrors.push(err41);
        }
        errors++;
      }
    }
    if (data.problems !== void 0) {
      let data24 = data.problems;
      if (Array.isArray(data24)) {
        const len3 = data24.length;
        for (let i3 = 0; i3 < len3; i3++) {
          if (typeof data24[i3] !== "string") {
            const err42 = { instancePath: instancePath + "/problems/" + i3, schemaPath: "#/properties/problems/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err42];
            } else {
              vErrors.push(err42);
            }
            errors++;
          }
        }
      } else {
        const err43 = { instancePath: instancePath + "/problems", schemaPath: "#/properties/problems/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err43];
        } else {
          vErrors.push(err43);
        }
        errors++;
      }
    }
    if (data.proof !== void 0) {
      if (!validate176(data.proof, { instancePath: instancePath + "/proof", parentData: data, parentDataProperty: "proof", rootData, dynamicAnchors })) {
        vErrors = vErrors === null ? validate176.errors : vErrors.concat(validate176.errors);
        errors = vErrors.length;
      }
    }
    if (data.fault !== void 0) {
      let data27 = data.fault;
      const _errs49 = errors;
      let valid11 = false;
      const _errs50 = errors;
      if (!validate181(data27, { instancePath: instancePath + "/fault", parentData: data, parentDataProperty: "fault", rootData, dynamicAnchors })) {
        vErrors = vErrors === null ? validate181.errors : vErrors.concat(validate181.errors);
        errors = vErrors.length;
      }
      var _valid0 = _errs50 === errors;
      valid11 = valid11 || _valid0;
      const _errs51 = errors;
      if (data27 !== null) {
        const err44 = { instancePath: instancePath + "/fault", schemaPath: "#/properties/fault/anyOf/1/type", keyword: "type", params: { type: "null" }, message: "must be null" };
        if (vErrors === null) {
          vErrors = [err44];
        } else {
          vErrors.push(err44);
        }
        errors++;
      }
      var _valid0 = _errs51 === errors;
      valid11 = valid11 || _valid0;
      if (!valid11) {
        const err45 = { instancePath: instancePath + "/fault", schemaPath: "#/properties/fault/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
        if (vErrors === null) {
          vErrors = [err45];
        } else {
          vErrors.push(err45);
        }
        errors++;
      } else {
        errors = _errs49;
        if (vErrors !== null) {
          if (_errs49) {
            vErrors.length = _errs49;
          } else {
            vErrors = null;
          }
        }
      }
    }
  } else {
    const err46 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err46];
    } else {
      vErrors.push(err46);
    }
    errors++;
  }
  validate198.errors = vErrors;
  return errors === 0;
}
validate198.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
function validate187(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate187.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.n === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "n" }, message: "must have required property 'n'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.startTree === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "startTree" }, message: "must have required property 'startTree'" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.givenTasks === void 0) {
      const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "givenTasks" }, message: "must have required property 'givenTasks'" };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    if (data.executor === void 0) {
      const err3 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "executor" }, message: "must have required property 'executor'" };
      if (vErrors === null) {
        vErrors = [err3];
      } else {
        vErrors.push(err3);
      }
      errors++;
    }
    if (data.candidate === void 0) {
      const err4 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "candidate" }, message: "must have required property 'candidate'" };
      if (vErrors === null) {
        vErrors = [err4];
      } else {
        vErrors.push(err4);
      }
      errors++;
    }
    if (data.contractBroken === void 0) {
      const err5 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "contractBroken" }, message: "must have required property 'contractBroken'" };
      if (vErrors === null) {
        vErrors = [err5];
      } else {
        vErrors.push(err5);
      }
      errors++;
    }
    if (data.audit === void 0) {
      const err6 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "audit" }, message: "must have required property 'audit'" };
      if (vErrors === null) {
        vErrors = [err6];
      } else {
        vErrors.push(err6);
      }
      errors++;
    }
    if (data.verifiers === void 0) {
      const err7 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "verifiers" }, message: "must have required property 'verifiers'" };
      if (vErrors === null) {
        vErrors = [err7];
      } else {
        vErrors.push(err7);
      }
      errors++;
    }
    if (data.verdict === void 0) {
      const err8 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "verdict" }, message: "must have required property 'verdict'" };
      if (vErrors === null) {
        vErrors = [err8];
      } else {
        vErrors.push(err8);
      }
      errors++;
    }
    if (data.outcome === void 0) {
      const err9 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "outcome" }, message: "must have required property 'outcome'" };
      if (vErrors === null) {
        vErrors = [err9];
      } else {
        vErrors.push(err9);
      }
      errors++;
    }
    if (data.row === void 0) {
      const err10 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "row" }, message: "must have required property 'row'" };
      if (vErrors === null) {
        vErrors = [err10];
      } else {
        vErrors.push(err10);
      }
      errors++;
    }
    if (data.reasons === void 0) {
      const err11 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "reasons" }, message: "must have required property 'reasons'" };
      if (vErrors === null) {
        vErrors = [err11];
      } else {
        vErrors.push(err11);
      }
      errors++;
    }
    if (data.remainingTasks === void 0) {
      const err12 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "remainingTasks" }, message: "must have required property 'remainingTasks'" };
      if (vErrors === null) {
        vErrors = [err12];
      } else {
        vErrors.push(err12);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!func1.call(schema64.properties, key0)) {
        const err13 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err13];
        } else {
          vErrors.push(err13);
        }
        errors++;
      }
    }
    if (data.n !== void 0) {
      let data0 = data.n;
      if (!(typeof data0 == "number" && (!(data0 % 1) && !isNaN(data0)) && isFinite(data0))) {
        const err14 = { instancePath: instancePath + "/n", schemaPath: "#/properties/n/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
        if (vErrors === null) {
          vErrors = [err14];
        } else {
          vErrors.push(err14);
        }
        errors++;
      }
      if (typeof data0 == "number" && isFinite(data0)) {
        if (data0 < 1 || isNaN(data0)) {
          const err15 = { instancePath: instancePath + "/n", schemaPath: "#/properties/n/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
          if (vErrors === null) {
            vErrors = [err15];
          } else {
            vErrors.push(err15);
          }
          errors++;
        }
      }
    }
    if (data.startTree !== void 0) {
      if (typeof data.startTree !== "string") {
        const err16 = { instancePath: instancePath + "/startTree", schemaPath: "#/properties/startTree/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err16];
        } else {
          vErrors.push(err16);
        }
        errors++;
      }
    }
    if (data.panel !== void 0) {
      let data2 = data.panel;
      if (data2 && typeof data2 == "object" && !Array.isArray(data2)) {
        if (data2.asked === void 0) {
          const err17 = { instancePath: instancePath + "/panel", schemaPath: "#/properties/panel/required", keyword: "required", params: { missingProperty: "asked" }, message: "must have required property 'asked'" };
          if (vErrors === null) {
            vErrors = [err17];
          } else {
            vErrors.push(err17);
          }
          errors++;
        }
        if (data2.leftOut === void 0) {
          const err18 = { instancePath: instancePath + "/panel", schemaPath: "#/properties/panel/required", keyword: "required", params: { missingProperty: "leftOut" }, message: "must have required property 'leftOut'" };
          if (vErrors === null) {
            vErrors = [err18];
          } else {
            vErrors.push(err18);
          }
          errors++;
        }
        if (data2.reasons === void 0) {
          const err19 = { instancePath: instancePath + "/panel", schemaPath: "#/properties/panel/required", keyword: "required", params: { missingProperty: "reasons" }, message: "must have required property 'reasons'" };
          if (vErrors === null) {
            vErrors = [err19];
          } else {
            vErrors.push(err19);
          }
          errors++;
        }
        for (const key1 in data2) {
          if (!(key1 === "asked" || key1 === "leftOut" || key1 === "reasons")) {
            const err20 = { instancePath: instancePath + "/panel", schemaPath: "#/properties/panel/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key1 }, message: "must NOT have additional properties" };
            if (vErrors === null) {
              vErrors = [err20];
            } else {
              vErrors.push(err20);
            }
            errors++;
          }
        }
        if (data2.asked !== void 0) {
          let data3 = data2.asked;
          if (Array.isArray(data3)) {
            const len0 = data3.length;
            for (let i0 = 0; i0 < len0; i0++) {
              if (typeof data3[i0] !== "string") {
                const err21 = { instancePath: instancePath + "/panel/asked/" + i0, schemaPath: "#/properties/panel/properties/asked/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err21];
                } else {
                  vErrors.push(err21);
                }
                errors++;
              }
            }
          } else {
            const err22 = { instancePath: instancePath + "/panel/asked", schemaPath: "#/properties/panel/properties/asked/type", keyword: "type", params: { type: "array" }, message: "must be array" };
            if (vErrors === null) {
              vErrors = [err22];
            } else {
              vErrors.push(err22);
            }
            errors++;
          }
        }
        if (data2.leftOut !== void 0) {
          let data5 = data2.leftOut;
          if (Array.isArray(data5)) {
            const len1 = data5.length;
            for (let i1 = 0; i1 < len1; i1++) {
              if (typeof data5[i1] !== "string") {
                const err23 = { instancePath: instancePath + "/panel/leftOut/" + i1, schemaPath: "#/properties/panel/properties/leftOut/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err23];
                } else {
                  vErrors.push(err23);
                }
                errors++;
              }
            }
          } else {
            const err24 = { instancePath: instancePath + "/panel/leftOut", schemaPath: "#/properties/panel/properties/leftOut/type", keyword: "type", params: { type: "array" }, message: "must be array" };
            if (vErrors === null) {
              vErrors = [err24];
            } else {
              vErrors.push(err24);
            }
            errors++;
          }
        }
        if (data2.reasons !== void 0) {
          let data7 = data2.reasons;
          if (Array.isArray(data7)) {
            const len2 = data7.length;
            for (let i2 = 0; i2 < len2; i2++) {
              if (typeof data7[i2] !== "string") {
                const err25 = { instancePath: instancePath + "/panel/reasons/" + i2, schemaPath: "#/properties/panel/properties/reasons/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err25];
                } else {
                  vErrors.push(err25);
                }
                errors++;
              }
            }
          } else {
            const err26 = { instancePath: instancePath + "/panel/reasons", schemaPath: "#/properties/panel/properties/reasons/type", keyword: "type", params: { type: "array" }, message: "must be array" };
            if (vErrors === null) {
              vErrors = [err26];
            } else {
              vErrors.push(err26);
            }
            errors++;
          }
        }
      } else {
        const err27 = { instancePath: instancePath + "/panel", schemaPath: "#/properties/panel/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err27];
        } else {
          vErrors.push(err27);
        }
        errors++;
      }
    }
    if (data.givenTasks !== void 0) {
      let data9 = data.givenTasks;
      if (Array.isArray(data9)) {
        const len3 = data9.length;
        for (let i3 = 0; i3 < len3; i3++) {
          if (!validate188(data9[i3], { instancePath: instancePath + "/givenTasks/" + i3, parentData: data9, parentDataProperty: i3, rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate188.errors : vErrors.concat(validate188.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err28 = { instancePath: instancePath + "/givenTasks", schemaPath: "#/properties/givenTasks/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err28];
        } else {
          vErrors.push(err28);
        }
        errors++;
      }
    }
    if (data.executor !== void 0) {
      let data11 = data.executor;
      if (data11 && typeof data11 == "object" && !Array.isArray(data11)) {
        if (data11.dispatch === void 0) {
          const err29 = { instancePath: instancePath + "/executor", schemaPath: "#/properties/executor/required", keyword: "required", params: { missingProperty: "dispatch" }, message: "must have required property 'dispatch'" };
          if (vErrors === null) {
            vErrors = [err29];
          } else {
            vErrors.push(err29);
          }
          errors++;
        }
        if (data11.commands === void 0) {
          const err30 = { instancePath: instancePath + "/executor", schemaPath: "#/properties/executor/required", keyword: "required", params: { missingProperty: "commands" }, message: "must have required property 'commands'" };
          if (vErrors === null) {
            vErrors = [err30];
          } else {
            vErrors.push(err30);
          }
          errors++;
        }
        if (data11.ownCommits === void 0) {
          const err31 = { instancePath: instancePath + "/executor", schemaPath: "#/properties/executor/required", keyword: "required", params: { missingProperty: "ownCommits" }, message: "must have required property 'ownCommits'" };
          if (vErrors === null) {
            vErrors = [err31];
          } else {
            vErrors.push(err31);
          }
          errors++;
        }
        if (data11.restored === void 0) {
          const err32 = { instancePath: instancePath + "/executor", schemaPath: "#/properties/executor/required", keyword: "required", params: { missingProperty: "restored" }, message: "must have required property 'restored'" };
          if (vErrors === null) {
            vErrors = [err32];
          } else {
            vErrors.push(err32);
          }
          errors++;
        }
        for (const key2 in data11) {
          if (!(key2 === "dispatch" || key2 === "commands" || key2 === "ownCommits" || key2 === "restored")) {
            const err33 = { instancePath: instancePath + "/executor", schemaPath: "#/properties/executor/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key2 }, message: "must NOT have additional properties" };
            if (vErrors === null) {
              vErrors = [err33];
            } else {
              vErrors.push(err33);
            }
            errors++;
          }
        }
        if (data11.dispatch !== void 0) {
          let data12 = data11.dispatch;
          if (typeof data12 !== "string" && data12 !== null) {
            const err34 = { instancePath: instancePath + "/executor/dispatch", schemaPath: "#/properties/executor/properties/dispatch/type", keyword: "type", params: { type: schema64.properties.executor.properties.dispatch.type }, message: "must be string,null" };
            if (vErrors === null) {
              vErrors = [err34];
            } else {
              vErrors.push(err34);
            }
            errors++;
          }
        }
        if (data11.commands !== void 0) {
          let data13 = data11.commands;
          if (Array.isArray(data13)) {
            const len4 = data13.length;
            for (let i4 = 0; i4 < len4; i4++) {
              if (!validate190(data13[i4], { instancePath: instancePath + "/executor/commands/" + i4, parentData: data13, parentDataProperty: i4, rootData, dynamicAnchors })) {
                vErrors = vErrors === null ? validate190.errors : vErrors.concat(validate190.errors);
                errors = vErrors.length;
              }
            }
          } else {
            const err35 = { instancePath: instancePath + "/executor/commands", schemaPath: "#/properties/executor/properties/commands/type", keyword: "type", params: { type: "array" }, message: "must be array" };
            if (vErrors === null) {
              vErrors = [err35];
            } else {
              vErrors.push(err35);
            }
            errors++;
          }
        }
        if (data11.ownCommits !== void 0) {
          let data15 = data11.ownCommits;
          if (!(typeof data15 == "number" && (!(data15 % 1) && !isNaN(data15)) && isFinite(data15))) {
            const err36 = { instancePath: instancePath + "/executor/ownCommits", schemaPath: "#/properties/executor/properties/ownCommits/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
            if (vErrors === null) {
              vErrors = [err36];
            } else {
              vErrors.push(err36);
            }
            errors++;
          }
          if (typeof data15 == "number" && isFinite(data15)) {
            if (data15 < 0 || isNaN(data15)) {
              const err37 = { instancePath: instancePath + "/executor/ownCommits", schemaPath: "#/properties/executor/properties/ownCommits/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
              if (vErrors === null) {
                vErrors = [err37];
              } else {
                vErrors.push(err37);
              }
              errors++;
            }
          }
        }
        if (data11.restored !== void 0) {
          let data16 = data11.restored;
          if (Array.isArray(data16)) {
            const len5 = data16.length;
            for (let i5 = 0; i5 < len5; i5++) {
              if (typeof data16[i5] !== "string") {
                const err38 = { instancePath: instancePath + "/executor/restored/" + i5, schemaPath: "#/properties/executor/properties/restored/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err38];
                } else {
                  vErrors.push(err38);
                }
                errors++;
              }
            }
          } else {
            const err39 = { instancePath: instancePath + "/executor/restored", schemaPath: "#/properties/executor/properties/restored/type", keyword: "type", params: { type: "array" }, message: "must be array" };
            if (vErrors === null) {
              vErrors = [err39];
            } else {
              vErrors.push(err39);
            }
            errors++;
          }
        }
      } else {
        const err40 = { instancePath: instancePath + "/executor", schemaPath: "#/properties/executor/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err40];
        } else {
          vErrors.push(err40);
        }
        errors++;
      }
    }
    if (data.candidate !== void 0) {
      let data18 = data.candidate;
      const _errs39 = errors;
      let valid15 = false;
      const _errs40 = errors;
      if (!validate192(data18, { instancePath: instancePath + "/candidate", parentData: data, parentDataProperty: "candidate", rootData, dynamicAnchors })) {
        vErrors = vErrors === null ? validate192.errors : vErrors.concat(validate192.errors);
        errors = vErrors.length;
      }
      var _valid0 = _errs40 === errors;
      valid15 = valid15 || _valid0;
      const _errs41 = errors;
      if (data18 !== null) {
        const err41 = { instancePath: instancePath + "/candidate", schemaPath: "#/properties/candidate/anyOf/1/type", keyword: "type", params: { type: "null" }, message: "must be null" };
        if (vErrors === null) {
          vErrors = [err41];
        } else {
          vErrors.push(err41);
        }
        errors++;
      }
      var _valid0 = _errs41 === errors;
      valid15 = valid15 || _valid0;
      if (!valid15) {
        const err42 = { instancePath: instancePath + "/candidate", schemaPath: "#/properties/candidate/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
        if (vErrors === null) {
          vErrors = [err42];
        } else {
          vErrors.push(err42);
        }
        errors++;
      } else {
        errors = _errs39;
        if (vErrors !== null) {
          if (_errs39) {
            vErrors.length = _errs39;
          } else {
            vErrors = null;
          }
        }
      }
    }
    if (data.contractBroken !== void 0) {
      let data19 = data.contractBroken;
      if (Array.isArray(data19)) {
        const len6 = data19.length;
        for (let i6 = 0; i6 < len6; i6++) {
          if (typeof data19[i6] !== "string") {
            const err43 = { instancePath: instancePath + "/contractBroken/" + i6, schemaPath: "#/properties/contractBroken/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err43];
            } else {
              vErrors.push(err43);
            }
            errors++;
          }
        }
      } else {
        const err44 = { instancePath: instancePath + "/contractBroken", schemaPath: "#/properties/contractBroken/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err44];
        } else {
          vErrors.push(err44);
        }
        errors++;
      }
    }
    if (data.audit !== void 0) {
      let data21 = data.audit;
      const _errs48 = errors;
      let valid18 = false;
      const _errs49 = errors;
      if (!validate194(data21, { instancePath: instancePath + "/audit", parentData: data, parentDataProperty: "audit", rootData, dynamicAnchors })) {
        vErrors = vErrors === null ? validate194.errors : vErrors.concat(validate194.errors);
        errors = vErrors.length;
      }
      var _valid1 = _errs49 === errors;
      valid18 = valid18 || _valid1;
      const _errs50 = errors;
      if (data21 !== null) {
        const err45 = { instancePath: instancePath + "/audit", schemaPath: "#/properties/audit/anyOf/1/type", keyword: "type", params: { type: "null" }, message: "must be null" };
        if (vErrors === null) {
          vErrors = [err45];
        } else {
          vErrors.push(err45);
        }
        errors++;
      }
      var _valid1 = _errs50 === errors;
      valid18 = valid18 || _valid1;
      if (!valid18) {
        const err46 = { instancePath: instancePath + "/audit", schemaPath: "#/properties/audit/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
        if (vErrors === null) {
          vErrors = [err46];
        } else {
          vErrors.push(err46);
        }
        errors++;
      } else {
        errors = _errs48;
        if (vErrors !== null) {
          if (_errs48) {
            vErrors.length = _errs48;
          } else {
            vErrors = null;
          }
        }
      }
    }
    if (data.verifiers !== void 0) {
      let data22 = data.verifiers;
      if (Array.isArray(data22)) {
        const len7 = data22.length;
        for (let i7 = 0; i7 < len7; i7++) {
          if (!validate198(data22[i7], { instancePath: instancePath + "/verifiers/" + i7, parentData: data22, parentDataProperty: i7, rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate198.errors : vErrors.concat(validate198.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err47 = { instancePath: instancePath + "/verifiers", schemaPath: "#/properties/verifiers/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err47];
        } else {
          vErrors.push(err47);
        }
        errors++;
      }
    }
    if (data.verdict !== void 0) {
      let data24 = data.verdict;
      if (!(data24 === "pass" || data24 === "concerns" || data24 === "fail" || data24 === null)) {
        const err48 = { instancePath: instancePath + "/verdict", schemaPath: "#/properties/verdict/enum", keyword: "enum", params: { allowedValues: schema64.properties.verdict.enum }, message: "must be equal to one of the allowed values" };
        if (vErrors === null) {
          vErrors = [err48];
        } else {
          vErrors.push(err48);
        }
        errors++;
      }
    }
    if (data.outcome !== void 0) {
      let data25 = data.outcome;
      if (!(data25 === "accepted" || data25 === "not-accepted" || data25 === "blocked" || data25 === "contract-violated" || data25 === "failed" || data25 === "cancelled" || data25 === "waiting-quota" || data25 === "next-attempt" || data25 === null)) {
        const err49 = { instancePath: instancePath + "/outcome", schemaPath: "#/properties/outcome/enum", keyword: "enum", params: { allowedValues: schema64.properties.outcome.enum }, message: "must be equal to one of the allowed values" };
        if (vErrors === null) {
          vErrors = [err49];
        } else {
          vErrors.push(err49);
        }
        errors++;
      }
    }
    if (data.row !== void 0) {
      let data26 = data.row;
      if (!(typeof data26 == "number" && (!(data26 % 1) && !isNaN(data26)) && isFinite(data26)) && data26 !== null) {
        const err50 = { instancePath: instancePath + "/row", schemaPath: "#/properties/row/type", keyword: "type", params: { type: schema64.properties.row.type }, message: "must be integer,null" };
        if (vErrors === null) {
          vErrors = [err50];
        } else {
          vErrors.push(err50);
        }
        errors++;
      }
    }
    if (data.reasons !== void 0) {
      let data27 = data.reasons;
      if (Array.isArray(data27)) {
        const len8 = data27.length;
        for (let i8 = 0; i8 < len8; i8++) {
          if (typeof data27[i8] !== "string") {
            const err51 = { instancePath: instancePath + "/reasons/" + i8, schemaPath: "#/properties/reasons/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err51];
            } else {
              vErrors.push(err51);
            }
            errors++;
          }
        }
      } else {
        const err52 = { instancePath: instancePath + "/reasons", schemaPath: "#/properties/reasons/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err52];
        } else {
          vErrors.push(err52);
        }
        errors++;
      }
    }
    if (data.remainingTasks !== void 0) {
      let data29 = data.remainingTasks;
      if (Array.isArray(data29)) {
        const len9 = data29.length;
        for (let i9 = 0; i9 < len9; i9++) {
          if (!validate188(data29[i9], { instancePath: instancePath + "/remainingTasks/" + i9, parentData: data29, parentDataProperty: i9, rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate188.errors : vErrors.concat(validate188.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err53 = { instancePath: instancePath + "/remainingTasks", schemaPath: "#/properties/remainingTasks/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err53];
        } else {
          vErrors.push(err53);
        }
        errors++;
      }
    }
  } else {
    const err54 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err54];
    } else {
      vErrors.push(err54);
    }
    errors++;
  }
  validate187.errors = vErrors;
  return errors === 0;
}
validate187.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
var schema74 = { "title": "ReportChecks", "description": "Commands okstra ran itself.", "type": "object", "additionalProperties": false, "required": ["configured", "unconfigured", "languagesWithoutLint", "receipts", "discrepancies"], "properties": { "configured": { "type": "array", "items": { "title": "ReportCheck", "type": "object", "additionalProperties": false, "required": ["id", "label", "category", "cmd", "cwd", "language"], "properties": { "id": { "type": "string" }, "label": { "type": "string" }, "category": { "enum": ["item", "lint", "format", "typecheck", "test"] }, "cmd": { "description": "The exact line.", "type": "string" }, "cwd": { "type": "string" }, "language": { "description": "Skipped when no file of this language is in the diff; null: always run.", "type": ["string", "null"] } } } }, "unconfigured": { "description": "Categories for which no check is configured.", "type": "array", "items": { "type": "string" } }, "languagesWithoutLint": { "description": "Languages of the diff that no lint or format check covers.", "type": "array", "items": { "type": "string" } }, "receipts": { "description": "In the order they were run.", "type": "array", "items": { "$ref": "#/$defs/receipt" } }, "discrepancies": { "type": "array", "items": { "title": "ReportDiscrepancy", "description": "An agent says something else of a check than okstra saw.", "type": "object", "additionalProperties": false, "required": ["attempt", "seat", "check", "cmd", "claimedExit", "observedExit", "observedStatus", "falsePass"], "properties": { "attempt": { "type": "integer", "minimum": 1 }, "seat": { "type": "string" }, "check": { "type": "string" }, "cmd": { "type": "string" }, "claimedExit": { "type": ["integer", "null"] }, "observedExit": { "type": ["integer", "null"] }, "observedStatus": { "enum": ["passed", "failed", "timed-out", "skipped"] }, "falsePass": { "description": "The agent claims a pass where okstra saw a failure; the opposite is a note.", "type": "boolean" } } } } } };
var schema75 = { "title": "ReportReceipt", "description": "What one run of a check left behind.", "type": "object", "additionalProperties": false, "required": ["check", "label", "category", "cmd", "cwd", "on", "attempt", "commit", "tree", "status", "exitCode", "durationMs", "log", "tail", "counts", "confinement", "note"], "properties": { "check": { "type": "string" }, "label": { "type": "string" }, "category": { "enum": ["item", "lint", "format", "typecheck", "test", "setup"] }, "cmd": { "type": "string" }, "cwd": { "type": "string" }, "on": { "enum": ["baseline", "candidate"] }, "attempt": { "description": "0 on the baseline.", "type": "integer", "minimum": 0 }, "commit": { "type": "string" }, "tree": { "type": "string" }, "status": { "enum": ["passed", "failed", "timed-out", "skipped"] }, "exitCode": { "description": "null: ended by a signal, or not run.", "type": ["integer", "null"] }, "durationMs": { "type": "number", "minimum": 0 }, "log": { "description": "The full output; null when skipped.", "anyOf": [{ "$ref": "#/$defs/artifact" }, { "type": "null" }] }, "tail": { "description": "End of the output.", "type": "string" }, "counts": { "anyOf": [{ "title": "ReportTestCounts", "type": "object", "additionalProperties": false, "required": ["passed", "failed", "skipped"], "properties": { "passed": { "type": "integer", "minimum": 0 }, "failed": { "type": "integer", "minimum": 0 }, "skipped": { "type": "integer", "minimum": 0 } } }, { "type": "null" }] }, "confinement": { "description": "`bwrap`: sandboxed. `process-group`: unsandboxed.", "enum": ["bwrap", "process-group"] }, "note": { "description": "Why it was skipped.", "type": ["string", "null"] }, "hint": { "description": "It failed in the sandbox, and its output looks as if that had been in its way. Absent: no sign of it.", "type": "string" }, "cachedFrom": { "title": "ReportCachedFrom", "description": "Not run: taken from an earlier run on the same tree. Absent: run.", "type": "object", "additionalProperties": false, "required": ["run", "at"], "properties": { "run": { "type": "string" }, "at": { "type": "string", "format": "date-time" } } } } };
var pattern30 = new RegExp("^[0-9a-f]{64}$", "u");
function validate213(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate213.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.path === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "path" }, message: "must have required property 'path'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.sha256 === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "sha256" }, message: "must have required property 'sha256'" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.bytes === void 0) {
      const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "bytes" }, message: "must have required property 'bytes'" };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "path" || key0 === "sha256" || key0 === "bytes")) {
        const err3 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    if (data.path !== void 0) {
      if (typeof data.path !== "string") {
        const err4 = { instancePath: instancePath + "/path", schemaPath: "#/properties/path/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.sha256 !== void 0) {
      let data1 = data.sha256;
      if (typeof data1 === "string") {
        if (!pattern30.test(data1)) {
          const err5 = { instancePath: instancePath + "/sha256", schemaPath: "#/properties/sha256/pattern", keyword: "pattern", params: { pattern: "^[0-9a-f]{64}$" }, message: 'must match pattern "^[0-9a-f]{64}$"' };
          if (vErrors === null) {
            vErrors = [err5];
          } else {
            vErrors.push(err5);
          }
          errors++;
        }
      } else {
        const err6 = { instancePath: instancePath + "/sha256", schemaPath: "#/properties/sha256/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
    }
    if (data.bytes !== void 0) {
      let data2 = data.bytes;
      if (!(typeof data2 == "number" && (!(data2 % 1) && !isNaN(data2)) && isFinite(data2))) {
        const err7 = { instancePath: instancePath + "/bytes", schemaPath: "#/properties/bytes/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
      if (typeof data2 == "number" && isFinite(data2)) {
        if (data2 < 0 || isNaN(data2)) {
          const err8 = { instancePath: instancePath + "/bytes", schemaPath: "#/properties/bytes/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
          if (vErrors === null) {
            vErrors = [err8];
          } else {
            vErrors.push(err8);
          }
          errors++;
        }
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
  validate213.errors = vErrors;
  return errors === 0;
}
validate213.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
function validate212(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate212.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.check === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "check" }, message: "must have required property 'check'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.label === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "label" }, message: "must have required property 'label'" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.category === void 0) {
      const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "category" }, message: "must have required property 'category'" };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    if (data.cmd === void 0) {
      const err3 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "cmd" }, message: "must have required property 'cmd'" };
      if (vErrors === null) {
        vErrors = [err3];
      } else {
        vErrors.push(err3);
      }
      errors++;
    }
    if (data.cwd === void 0) {
      const err4 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "cwd" }, message: "must have required property 'cwd'" };
      if (vErrors === null) {
        vErrors = [err4];
      } else {
        vErrors.push(err4);
      }
      errors++;
    }
    if (data.on === void 0) {
      const err5 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "on" }, message: "must have required property 'on'" };
      if (vErrors === null) {
        vErrors = [err5];
      } else {
        vErrors.push(err5);
      }
      errors++;
    }
    if (data.attempt === void 0) {
      const err6 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "attempt" }, message: "must have required property 'attempt'" };
      if (vErrors === null) {
        vErrors = [err6];
      } else {
        vErrors.push(err6);
      }
      errors++;
    }
    if (data.commit === void 0) {
      const err7 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "commit" }, message: "must have required property 'commit'" };
      if (vErrors === null) {
        vErrors = [err7];
      } else {
        vErrors.push(err7);
      }
      errors++;
    }
    if (data.tree === void 0) {
      const err8 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "tree" }, message: "must have required property 'tree'" };
      if (vErrors === null) {
        vErrors = [err8];
      } else {
        vErrors.push(err8);
      }
      errors++;
    }
    if (data.status === void 0) {
      const err9 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "status" }, message: "must have required property 'status'" };
      if (vErrors === null) {
        vErrors = [err9];
      } else {
        vErrors.push(err9);
      }
      errors++;
    }
    if (data.exitCode === void 0) {
      const err10 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "exitCode" }, message: "must have required property 'exitCode'" };
      if (vErrors === null) {
        vErrors = [err10];
      } else {
        vErrors.push(err10);
      }
      errors++;
    }
    if (data.durationMs === void 0) {
      const err11 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "durationMs" }, message: "must have required property 'durationMs'" };
      if (vErrors === null) {
        vErrors = [err11];
      } else {
        vErrors.push(err11);
      }
      errors++;
    }
    if (data.log === void 0) {
      const err12 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "log" }, message: "must have required property 'log'" };
      if (vErrors === null) {
        vErrors = [err12];
      } else {
        vErrors.push(err12);
      }
      errors++;
    }
    if (data.tail === void 0) {
      const err13 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "tail" }, message: "must have required property 'tail'" };
      if (vErrors === null) {
        vErrors = [err13];
      } else {
        vErrors.push(err13);
      }
      errors++;
    }
    if (data.counts === void 0) {
      const err14 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "counts" }, message: "must have required property 'counts'" };
      if (vErrors === null) {
        vErrors = [err14];
      } else {
        vErrors.push(err14);
      }
      errors++;
    }
    if (data.confinement === void 0) {
      const err15 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "confinement" }, message: "must have required property 'confinement'" };
      if (vErrors === null) {
        vErrors = [err15];
      } else {
        vErrors.push(err15);
      }
      errors++;
    }
    if (data.note === void 0) {
      const err16 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "note" }, message: "must have required property 'note'" };
      if (vErrors === null) {
        vErrors = [err16];
      } else {
        vErrors.push(err16);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!func1.call(schema75.properties, key0)) {
        const err17 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err17];
        } else {
          vErrors.push(err17);
        }
        errors++;
      }
    }
    if (data.check !== void 0) {
      if (typeof data.check !== "string") {
        const err18 = { instancePath: instancePath + "/check", schemaPath: "#/properties/check/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err18];
        } else {
          vErrors.push(err18);
        }
        errors++;
      }
    }
    if (data.label !== void 0) {
      if (typeof data.label !== "string") {
        const err19 = { instancePath: instancePath + "/label", schemaPath: "#/properties/label/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err19];
        } else {
          vErrors.push(err19);
        }
        errors++;
      }
    }
    if (data.category !== void 0) {
      let data2 = data.category;
      if (!(data2 === "item" || data2 === "lint" || data2 === "format" || data2 === "typecheck" || data2 === "test" || data2 === "setup")) {
        const err20 = { instancePath: instancePath + "/category", schemaPath: "#/properties/category/enum", keyword: "enum", params: { allowedValues: schema75.properties.category.enum }, message: "must be equal to one of the allowed values" };
        if (vErrors === null) {
          vErrors = [err20];
        } else {
          vErrors.push(err20);
        }
        errors++;
      }
    }
    if (data.cmd !== void 0) {
      if (typeof data.cmd !== "string") {
        const err21 = { instancePath: instancePath + "/cmd", schemaPath: "#/properties/cmd/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err21];
        } else {
          vErrors.push(err21);
        }
        errors++;
      }
    }
    if (data.cwd !== void 0) {
      if (typeof data.cwd !== "string") {
        const err22 = { instancePath: instancePath + "/cwd", schemaPath: "#/properties/cwd/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err22];
        } else {
          vErrors.push(err22);
        }
        errors++;
      }
    }
    if (data.on !== void 0) {
      let data5 = data.on;
      if (!(data5 === "baseline" || data5 === "candidate")) {
        const err23 = { instancePath: instancePath + "/on", schemaPath: "#/properties/on/enum", keyword: "enum", params: { allowedValues: schema75.properties.on.enum }, message: "must be equal to one of the allowed values" };
        if (vErrors === null) {
          vErrors = [err23];
        } else {
          vErrors.push(err23);
        }
        errors++;
      }
    }
    if (data.attempt !== void 0) {
      let data6 = data.attempt;
      if (!(typeof data6 == "number" && (!(data6 % 1) && !isNaN(data6)) && isFinite(data6))) {
        const err24 = { instancePath: instancePath + "/attempt", schemaPath: "#/properties/attempt/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
        if (vErrors === null) {
          vErrors = [err24];
        } else {
          vErrors.push(err24);
        }
        errors++;
      }
      if (typeof data6 == "number" && isFinite(data6)) {
        if (data6 < 0 || isNaN(data6)) {
          const err25 = { instancePath: instancePath + "/attempt", schemaPath: "#/properties/attempt/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
          if (vErrors === null) {
            vErrors = [err25];
          } else {
            vErrors.push(err25);
          }
          errors++;
        }
      }
    }
    if (data.commit !== void 0) {
      if (typeof data.commit !== "string") {
        const err26 = { instancePath: instancePath + "/commit", schemaPath: "#/properties/commit/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err26];
        } else {
          vErrors.push(err26);
        }
        errors++;
      }
    }
    if (data.tree !== void 0) {
      if (typeof data.tree !== "string") {
        const err27 = { instancePath: instancePath + "/tree", schemaPath: "#/properties/tree/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err27];
        } else {
          vErrors.push(err27);
        }
        errors++;
      }
    }
    if (data.status !== void 0) {
      let data9 = data.status;
      if (!(data9 === "passed" || data9 === "failed" || data9 === "timed-out" || data9 === "skipped")) {
        const err28 = { instancePath: instancePath + "/status", schemaPath: "#/properties/status/enum", keyword: "enum", params: { allowedValues: schema75.properties.status.enum }, message: "must be equal to one of the allowed values" };
        if (vErrors === null) {
          vErrors = [err28];
        } else {
          vErrors.push(err28);
        }
        errors++;
      }
    }
    if (data.exitCode !== void 0) {
      let data10 = data.exitCode;
      if (!(typeof data10 == "number" && (!(data10 % 1) && !isNaN(data10)) && isFinite(data10)) && data10 !== null) {
        const err29 = { instancePath: instancePath + "/exitCode", schemaPath: "#/properties/exitCode/type", keyword: "type", params: { type: schema75.properties.exitCode.type }, message: "must be integer,null" };
        if (vErrors === null) {
          vErrors = [err29];
        } else {
          vErrors.push(err29);
        }
        errors++;
      }
    }
    if (data.durationMs !== void 0) {
      let data11 = data.durationMs;
      if (typeof data11 == "number" && isFinite(data11)) {
        if (data11 < 0 || isNaN(data11)) {
          const err30 = { instancePath: instancePath + "/durationMs", schemaPath: "#/properties/durationMs/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
          if (vErrors === null) {
            vErrors = [err30];
          } else {
            vErrors.push(err30);
          }
          errors++;
        }
      } else {
        const err31 = { instancePath: instancePath + "/durationMs", schemaPath: "#/properties/durationMs/type", keyword: "type", params: { type: "number" }, message: "must be number" };
        if (vErrors === null) {
          vErrors = [err31];
        } else {
          vErrors.push(err31);
        }
        errors++;
      }
    }
    if (data.log !== void 0) {
      let data12 = data.log;
      const _errs24 = errors;
      let valid1 = false;
      const _errs25 = errors;
      if (!validate213(data12, { instancePath: instancePath + "/log", parentData: data, parentDataProperty: "log", rootData, dynamicAnchors })) {
        vErrors = vErrors === null ? validate213.errors : vErrors.concat(validate213.errors);
        errors = vErrors.length;
      }
      var _valid0 = _errs25 === errors;
      valid1 = valid1 || _valid0;
      const _errs26 = errors;
      if (data12 !== null) {
        const err32 = { instancePath: instancePath + "/log", schemaPath: "#/properties/log/anyOf/1/type", keyword: "type", params: { type: "null" }, message: "must be null" };
        if (vErrors === null) {
          vErrors = [err32];
        } else {
          vErrors.push(err32);
        }
        errors++;
      }
      var _valid0 = _errs26 === errors;
      valid1 = valid1 || _valid0;
      if (!valid1) {
        const err33 = { instancePath: instancePath + "/log", schemaPath: "#/properties/log/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
        if (vErrors === null) {
          vErrors = [err33];
        } else {
          vErrors.push(err33);
        }
        errors++;
      } else {
        errors = _errs24;
        if (vErrors !== null) {
          if (_errs24) {
            vErrors.length = _errs24;
          } else {
            vErrors = null;
          }
        }
      }
    }
    if (data.tail !== void 0) {
      if (typeof data.tail !== "string") {
        const err34 = { instancePath: instancePath + "/tail", schemaPath: "#/properties/tail/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err34];
        } else {
          vErrors.push(err34);
        }
        errors++;
      }
    }
    if (data.counts !== void 0) {
      let data14 = data.counts;
      const _errs31 = errors;
      let valid2 = false;
      const _errs32 = errors;
      if (data14 && typeof data14 == "object" && !Array.isArray(data14)) {
        if (data14.passed === void 0) {
          const err35 = { instancePath: instancePath + "/counts", schemaPath: "#/properties/counts/anyOf/0/required", keyword: "required", params: { missingProperty: "passed" }, message: "must have required property 'passed'" };
          if (vErrors === null) {
            vErrors = [err35];
          } else {
            vErrors.push(err35);
          }
          errors++;
        }
        if (data14.failed === void 0) {
          const err36 = { instancePath: instancePath + "/counts", schemaPath: "#/properties/counts/anyOf/0/required", keyword: "required", params: { missingProperty: "failed" }, message: "must have required property 'failed'" };
          if (vErrors === null) {
            vErrors = [err36];
          } else {
            vErrors.push(err36);
          }
          errors++;
        }
        if (data14.skipped === void 0) {
          const err37 = { instancePath: instancePath + "/counts", schemaPath: "#/properties/counts/anyOf/0/required", keyword: "required", params: { missingProperty: "skipped" }, message: "must have required property 'skipped'" };
          if (vErrors === null) {
            vErrors = [err37];
          } else {
            vErrors.push(err37);
          }
          errors++;
        }
        for (const key1 in data14) {
          if (!(key1 === "passed" || key1 === "failed" || key1 === "skipped")) {
            const err38 = { instancePath: instancePath + "/counts", schemaPath: "#/properties/counts/anyOf/0/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key1 }, message: "must NOT have additional properties" };
            if (vErrors === null) {
              vErrors = [err38];
            } else {
              vErrors.push(err38);
            }
            errors++;
          }
        }
        if (data14.passed !== void 0) {
          let data15 = data14.passed;
          if (!(typeof data15 == "number" && (!(data15 % 1) && !isNaN(data15)) && isFinite(data15))) {
            const err39 = { instancePath: instancePath + "/counts/passed", schemaPath: "#/properties/counts/anyOf/0/properties/passed/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
            if (vErrors === null) {
              vErrors = [err39];
            } else {
              vErrors.push(err39);
            }
            errors++;
          }
          if (typeof data15 == "number" && isFinite(data15)) {
            if (data15 < 0 || isNaN(data15)) {
              const err40 = { instancePath: instancePath + "/counts/passed", schemaPath: "#/properties/counts/anyOf/0/properties/passed/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
              if (vErrors === null) {
                vErrors = [err40];
              } else {
                vErrors.push(err40);
              }
              errors++;
            }
          }
        }
        if (data14.failed !== void 0) {
          let data16 = data14.failed;
          if (!(typeof data16 == "number" && (!(data16 % 1) && !isNaN(data16)) && isFinite(data16))) {
            const err41 = { instancePath: instancePath + "/counts/failed", schemaPath: "#/properties/counts/anyOf/0/properties/failed/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
            if (vErrors === null) {
              vErrors = [err41];
            } else {
              vErrors.push(err41);
            }
            errors++;
          }
          if (typeof data16 == "number" && isFinite(data16)) {
            if (data16 < 0 || isNaN(data16)) {
              const err42 = { instancePath: instancePath + "/counts/failed", schemaPath: "#/properties/counts/anyOf/0/properties/failed/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
              if (vErrors === null) {
                vErrors = [err42];
              } else {
                vErrors.push(err42);
              }
              errors++;
            }
          }
        }
        if (data14.skipped !== void 0) {
          let data17 = data14.skipped;
          if (!(typeof data17 == "number" && (!(data17 % 1) && !isNaN(data17)) && isFinite(data17))) {
            const err43 = { instancePath: instancePath + "/counts/skipped", schemaPath: "#/properties/counts/anyOf/0/properties/skipped/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
            if (vErrors === null) {
              vErrors = [err43];
            } else {
              vErrors.push(err43);
            }
            errors++;
          }
          if (typeof data17 == "number" && isFinite(data17)) {
            if (data17 < 0 || isNaN(data17)) {
              const err44 = { instancePath: instancePath + "/counts/skipped", schemaPath: "#/properties/counts/anyOf/0/properties/skipped/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
              if (vErrors === null) {
                vErrors = [err44];
              } else {
                vErrors.push(err44);
              }
              errors++;
            }
          }
        }
      } else {
        const err45 = { instancePath: instancePath + "/counts", schemaPath: "#/properties/counts/anyOf/0/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err45];
        } else {
          vErrors.push(err45);
        }
        errors++;
      }
      var _valid1 = _errs32 === errors;
      valid2 = valid2 || _valid1;
      const _errs41 = errors;
      if (data14 !== null) {
        const err46 = { instancePath: instancePath + "/counts", schemaPath: "#/properties/counts/anyOf/1/type", keyword: "type", params: { type: "null" }, message: "must be null" };
        if (vErrors === null) {
          vErrors = [err46];
        } else {
          vErrors.push(err46);
        }
        errors++;
      }
      var _valid1 = _errs41 === errors;
      valid2 = valid2 || _valid1;
      if (!valid2) {
        const err47 = { instancePath: instancePath + "/counts", schemaPath: "#/properties/counts/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
        if (vErrors === null) {
          vErrors = [err47];
        } else {
          vErrors.push(err47);
        }
        errors++;
      } else {
        errors = _errs31;
        if (vErrors !== null) {
          if (_errs31) {
            vErrors.length = _errs31;
          } else {
            vErrors = null;
          }
        }
      }
    }
    if (data.confinement !== void 0) {
      let data18 = data.confinement;
      if (!(data18 === "bwrap" || data18 === "process-group")) {
        const err48 = { instancePath: instancePath + "/confinement", schemaPath: "#/properties/confinement/enum", keyword: "enum", params: { allowedValues: schema75.properties.confinement.enum }, message: "must be equal to one of the allowed values" };
        if (vErrors === null) {
          vErrors = [err48];
        } else {
          vErrors.push(err48);
        }
        errors++;
      }
    }
    if (data.note !== void 0) {
      let data19 = data.note;
      if (typeof data19 !== "string" && data19 !== null) {
        const err49 = { instancePath: instancePath + "/note", schemaPath: "#/properties/note/type", keyword: "type", params: { type: schema75.properties.note.type }, message: "must be string,null" };
        if (vErrors === null) {
          vErrors = [err49];
        } else {
          vErrors.push(err49);
        }
        errors++;
      }
    }
    if (data.hint !== void 0) {
      if (typeof data.hint !== "string") {
        const err50 = { instancePath: instancePath + "/hint", schemaPath: "#/properties/hint/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err50];
        } else {
          vErrors.push(err50);
        }
        errors++;
      }
    }
    if (data.cachedFrom !== void 0) {
      let data21 = data.cachedFrom;
      if (data21 && typeof data21 == "object" && !Array.isArray(data21)) {
        if (data21.run === void 0) {
          const err51 = { instancePath: instancePath + "/cachedFrom", schemaPath: "#/properties/cachedFrom/required", keyword: "required", params: { missingProperty: "run" }, message: "must have required property 'run'" };
          if (vErrors === null) {
            vErrors = [err51];
          } else {
            vErrors.push(err51);
          }
          errors++;
        }
        if (data21.at === void 0) {
          const err52 = { instancePath: instancePath + "/cachedFrom", schemaPath: "#/properties/cachedFrom/required", keyword: "required", params: { missingProperty: "at" }, message: "must have required property 'at'" };
          if (vErrors === null) {
            vErrors = [err52];
          } else {
            vErrors.push(err52);
          }
          errors++;
        }
        for (const key2 in data21) {
          if (!(key2 === "run" || key2 === "at")) {
            const err53 = { instancePath: instancePath + "/cachedFrom", schemaPath: "#/properties/cachedFrom/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key2 }, message: "must NOT have additional properties" };
            if (vErrors === null) {
              vErrors = [err53];
            } else {
              vErrors.push(err53);
            }
            errors++;
          }
        }
        if (data21.run !== void 0) {
          if (typeof data21.run !== "string") {
            const err54 = { instancePath: instancePath + "/cachedFrom/run", schemaPath: "#/properties/cachedFrom/properties/run/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err54];
            } else {
              vErrors.push(err54);
            }
            errors++;
          }
        }
        if (data21.at !== void 0) {
          let data23 = data21.at;
          if (typeof data23 === "string") {
            if (!formats2.validate(data23)) {
              const err55 = { instancePath: instancePath + "/cachedFrom/at", schemaPath: "#/properties/cachedFrom/properties/at/format", keyword: "format", params: { format: "date-time" }, message: 'must match format "date-time"' };
              if (vErrors === null) {
                vErrors = [err55];
              } else {
                vErrors.push(err55);
              }
              errors++;
            }
          } else {
            const err56 = { instancePath: instancePath + "/cachedFrom/at", schemaPath: "#/properties/cachedFrom/properties/at/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err56];
            } else {
              vErrors.push(err56);
            }
            errors++;
          }
        }
      } else {
        const err57 = { instancePath: instancePath + "/cachedFrom", schemaPath: "#/properties/cachedFrom/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err57];
        } else {
          vErrors.push(err57);
        }
        errors++;
      }
    }
  } else {
    const err58 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err58];
    } else {
      vErrors.push(err58);
    }
    errors++;
  }
  validate212.errors = vErrors;
  return errors === 0;
}
validate212.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
function validate211(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate211.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.configured === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "configured" }, message: "must have required property 'configured'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.unconfigured === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "unconfigured" }, message: "must have required property 'unconfigured'" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.languagesWithoutLint === void 0) {
      const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "languagesWithoutLint" }, message: "must have required property 'languagesWithoutLint'" };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    if (data.receipts === void 0) {
      const err3 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "receipts" }, message: "must have required property 'receipts'" };
      if (vErrors === null) {
        vErrors = [err3];
      } else {
        vErrors.push(err3);
      }
      errors++;
    }
    if (data.discrepancies === void 0) {
      const err4 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "discrepancies" }, message: "must have required property 'discrepancies'" };
      if (vErrors === null) {
        vErrors = [err4];
      } else {
        vErrors.push(err4);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "configured" || key0 === "unconfigured" || key0 === "languagesWithoutLint" || key0 === "receipts" || key0 === "discrepancies")) {
        const err5 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    if (data.configured !== void 0) {
      let data0 = data.configured;
      if (Array.isArray(data0)) {
        const len0 = data0.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data1 = data0[i0];
          if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
            if (data1.id === void 0) {
              const err6 = { instancePath: instancePath + "/configured/" + i0, schemaPath: "#/properties/configured/items/required", keyword: "required", params: { missingProperty: "id" }, message: "must have required property 'id'" };
              if (vErrors === null) {
                vErrors = [err6];
              } else {
                vErrors.push(err6);
              }
              errors++;
            }
            if (data1.label === void 0) {
              const err7 = { instancePath: instancePath + "/configured/" + i0, schemaPath: "#/properties/configured/items/required", keyword: "required", params: { missingProperty: "label" }, message: "must have required property 'label'" };
              if (vErrors === null) {
                vErrors = [err7];
              } else {
                vErrors.push(err7);
              }
              errors++;
            }
            if (data1.category === void 0) {
              const err8 = { instancePath: instancePath + "/configured/" + i0, schemaPath: "#/properties/configured/items/required", keyword: "required", params: { missingProperty: "category" }, message: "must have required property 'category'" };
              if (vErrors === null) {
                vErrors = [err8];
              } else {
                vErrors.push(err8);
              }
              errors++;
            }
            if (data1.cmd === void 0) {
              const err9 = { instancePath: instancePath + "/configured/" + i0, schemaPath: "#/properties/configured/items/required", keyword: "required", params: { missingProperty: "cmd" }, message: "must have required property 'cmd'" };
              if (vErrors === null) {
                vErrors = [err9];
              } else {
                vErrors.push(err9);
              }
              errors++;
            }
            if (data1.cwd === void 0) {
              const err10 = { instancePath: instancePath + "/configured/" + i0, schemaPath: "#/properties/configured/items/required", keyword: "required", params: { missingProperty: "cwd" }, message: "must have required property 'cwd'" };
              if (vErrors === null) {
                vErrors = [err10];
              } else {
                vErrors.push(err10);
              }
              errors++;
            }
            if (data1.language === void 0) {
              const err11 = { instancePath: instancePath + "/configured/" + i0, schemaPath: "#/properties/configured/items/required", keyword: "required", params: { missingProperty: "language" }, message: "must have required property 'language'" };
              if (vErrors === null) {
                vErrors = [err11];
              } else {
                vErrors.push(err11);
              }
              errors++;
            }
            for (const key1 in data1) {
              if (!(key1 === "id" || key1 === "label" || key1 === "category" || key1 === "cmd" || key1 === "cwd" || key1 === "language")) {
                const err12 = { instancePath: instancePath + "/configured/" + i0, schemaPath: "#/properties/configured/items/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key1 }, message: "must NOT have additional properties" };
                if (vErrors === null) {
                  vErrors = [err12];
                } else {
                  vErrors.push(err12);
                }
                errors++;
              }
            }
            if (data1.id !== void 0) {
              if (typeof data1.id !== "string") {
                const err13 = { instancePath: instancePath + "/configured/" + i0 + "/id", schemaPath: "#/properties/configured/items/properties/id/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err13];
                } else {
                  vErrors.push(err13);
                }
                errors++;
              }
            }
            if (data1.label !== void 0) {
              if (typeof data1.label !== "string") {
                const err14 = { instancePath: instancePath + "/configured/" + i0 + "/label", schemaPath: "#/properties/configured/items/properties/label/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err14];
                } else {
                  vErrors.push(err14);
                }
                errors++;
              }
            }
            if (data1.category !== void 0) {
              let data4 = data1.category;
              if (!(data4 === "item" || data4 === "lint" || data4 === "format" || data4 === "typecheck" || data4 === "test")) {
                const err15 = { instancePath: instancePath + "/configured/" + i0 + "/category", schemaPath: "#/properties/configured/items/properties/category/enum", keyword: "enum", params: { allowedValues: schema74.properties.configured.items.properties.category.enum }, message: "must be equal to one of the allowed values" };
                if (vErrors === null) {
                  vErrors = [err15];
                } else {
                  vErrors.push(err15);
                }
                errors++;
              }
            }
            if (data1.cmd !== void 0) {
              if (typeof data1.cmd !== "string") {
                const err16 = { instancePath: instancePath + "/configured/" + i0 + "/cmd", schemaPath: "#/properties/configured/items/properties/cmd/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err16];
                } else {
                  vErrors.push(err16);
                }
                errors++;
              }
            }
            if (data1.cwd !== void 0) {
              if (typeof data1.cwd !== "string") {
                const err17 = { instancePath: instancePath + "/configured/" + i0 + "/cwd", schemaPath: "#/properties/configured/items/properties/cwd/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err17];
                } else {
                  vErrors.push(err17);
                }
                errors++;
              }
            }
            if (data1.language !== void 0) {
              let data7 = data1.language;
              if (typeof data7 !== "string" && data7 !== null) {
                const err18 = { instancePath: instancePath + "/configured/" + i0 + "/language", schemaPath: "#/properties/configured/items/properties/language/type", keyword: "type", params: { type: schema74.properties.configured.items.properties.language.type }, message: "must be string,null" };
                if (vErrors === null) {
                  vErrors = [err18];
                } else {
                  vErrors.push(err18);
                }
                errors++;
              }
            }
          } else {
            const err19 = { instancePath: instancePath + "/configured/" + i0, schemaPath: "#/properties/configured/items/type", keyword: "type", params: { type: "object" }, message: "must be object" };
            if (vErrors === null) {
              vErrors = [err19];
            } else {
              vErrors.push(err19);
            }
            errors++;
          }
        }
      } else {
        const err20 = { instancePath: instancePath + "/configured", schemaPath: "#/properties/configured/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err20];
        } else {
          vErrors.push(err20);
        }
        errors++;
      }
    }
    if (data.unconfigured !== void 0) {
      let data8 = data.unconfigured;
      if (Array.isArray(data8)) {
        const len1 = data8.length;
        for (let i1 = 0; i1 < len1; i1++) {
          if (typeof data8[i1] !== "string") {
            const err21 = { instancePath: instancePath + "/unconfigured/" + i1, schemaPath: "#/properties/unconfigured/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err21];
            } else {
              vErrors.push(err21);
            }
            errors++;
          }
        }
      } else {
        const err22 = { instancePath: instancePath + "/unconfigured", schemaPath: "#/properties/unconfigured/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err22];
        } else {
          vErrors.push(err22);
        }
        errors++;
      }
    }
    if (data.languagesWithoutLint !== void 0) {
      let data10 = data.languagesWithoutLint;
      if (Array.isArray(data10)) {
        const len2 = data10.length;
        for (let i2 = 0; i2 < len2; i2++) {
          if (typeof data10[i2] !== "string") {
            const err23 = { instancePath: instancePath + "/languagesWithoutLint/" + i2, schemaPath: "#/properties/languagesWithoutLint/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err23];
            } else {
              vErrors.push(err23);
            }
            errors++;
          }
        }
      } else {
        const err24 = { instancePath: instancePath + "/languagesWithoutLint", schemaPath: "#/properties/languagesWithoutLint/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err24];
        } else {
          vErrors.push(err24);
        }
        errors++;
      }
    }
    if (data.receipts !== void 0) {
      let data12 = data.receipts;
      if (Array.isArray(data12)) {
        const len3 = data12.length;
        for (let i3 = 0; i3 < len3; i3++) {
          if (!validate212(data12[i3], { instancePath: instancePath + "/receipts/" + i3, parentData: data12, parentDataProperty: i3, rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate212.errors : vErrors.concat(validate212.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err25 = { instancePath: instancePath + "/receipts", schemaPath: "#/properties/receipts/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err25];
        } else {
          vErrors.push(err25);
        }
        errors++;
      }
    }
    if (data.discrepancies !== void 0) {
      let data14 = data.discrepancies;
      if (Array.isArray(data14)) {
        const len4 = data14.length;
        for (let i4 = 0; i4 < len4; i4++) {
          let data15 = data14[i4];
          if (data15 && typeof data15 == "object" && !Array.isArray(data15)) {
            if (data15.attempt === void 0) {
              const err26 = { instancePath: instancePath + "/discrepancies/" + i4, schemaPath: "#/properties/discrepancies/items/required", keyword: "required", params: { missingProperty: "attempt" }, message: "must have required property 'attempt'" };
              if (vErrors === null) {
                vErrors = [err26];
              } else {
                vErrors.push(err26);
              }
              errors++;
            }
            if (data15.seat === void 0) {
              const err27 = { instancePath: instancePath + "/discrepancies/" + i4, schemaPath: "#/properties/discrepancies/items/required", keyword: "required", params: { missingProperty: "seat" }, message: "must have required property 'seat'" };
              if (vErrors === null) {
                vErrors = [err27];
              } else {
                vErrors.push(err27);
              }
              errors++;
            }
            if (data15.check === void 0) {
              const err28 = { instancePath: instancePath + "/discrepancies/" + i4, schemaPath: "#/properties/discrepancies/items/required", keyword: "required", params: { missingProperty: "check" }, message: "must have required property 'check'" };
              if (vErrors === null) {
                vErrors = [err28];
              } else {
                vErrors.push(err28);
              }
              errors++;
            }
            if (data15.cmd === void 0) {
              const err29 = { instancePath: instancePath + "/discrepancies/" + i4, schemaPath: "#/properties/discrepancies/items/required", keyword: "required", params: { missingProperty: "cmd" }, message: "must have required property 'cmd'" };
              if (vErrors === null) {
                vErrors = [err29];
              } else {
                vErrors.push(err29);
              }
              errors++;
            }
            if (data15.claimedExit === void 0) {
              const err30 = { instancePath: instancePath + "/discrepancies/" + i4, schemaPath: "#/properties/discrepancies/items/required", keyword: "required", params: { missingProperty: "claimedExit" }, message: "must have required property 'claimedExit'" };
              if (vErrors === null) {
                vErrors = [err30];
              } else {
                vErrors.push(err30);
              }
              errors++;
            }
            if (data15.observedExit === void 0) {
              const err31 = { instancePath: instancePath + "/discrepancies/" + i4, schemaPath: "#/properties/discrepancies/items/required", keyword: "required", params: { missingProperty: "observedExit" }, message: "must have required property 'observedExit'" };
              if (vErrors === null) {
                vErrors = [err31];
              } else {
                vErrors.push(err31);
              }
              errors++;
            }
            if (data15.observedStatus === void 0) {
              const err32 = { instancePath: instancePath + "/discrepancies/" + i4, schemaPath: "#/properties/discrepancies/items/required", keyword: "required", params: { missingProperty: "observedStatus" }, message: "must have required property 'observedStatus'" };
              if (vErrors === null) {
                vErrors = [err32];
              } else {
                vErrors.push(err32);
              }
              errors++;
            }
            if (data15.falsePass === void 0) {
              const err33 = { instancePath: instancePath + "/discrepancies/" + i4, schemaPath: "#/properties/discrepancies/items/required", keyword: "required", params: { missingProperty: "falsePass" }, message: "must have required property 'falsePass'" };
              if (vErrors === null) {
                vErrors = [err33];
              } else {
                vErrors.push(err33);
              }
              errors++;
            }
            for (const key2 in data15) {
              if (!(key2 === "attempt" || key2 === "seat" || key2 === "check" || key2 === "cmd" || key2 === "claimedExit" || key2 === "observedExit" || key2 === "observedStatus" || key2 === "falsePass")) {
                const err34 = { instancePath: instancePath + "/discrepancies/" + i4, schemaPath: "#/properties/discrepancies/items/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key2 }, message: "must NOT have additional properties" };
                if (vErrors === null) {
                  vErrors = [err34];
                } else {
                  vErrors.push(err34);
                }
                errors++;
              }
            }
            if (data15.attempt !== void 0) {
              let data16 = data15.attempt;
              if (!(typeof data16 == "number" && (!(data16 % 1) && !isNaN(data16)) && isFinite(data16))) {
                const err35 = { instancePath: instancePath + "/discrepancies/" + i4 + "/attempt", schemaPath: "#/properties/discrepancies/items/properties/attempt/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
                if (vErrors === null) {
                  vErrors = [err35];
                } else {
                  vErrors.push(err35);
                }
                errors++;
              }
              if (typeof data16 == "number" && isFinite(data16)) {
                if (data16 < 1 || isNaN(data16)) {
                  const err36 = { instancePath: instancePath + "/discrepancies/" + i4 + "/attempt", schemaPath: "#/properties/discrepancies/items/properties/attempt/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
                  if (vErrors === null) {
                    vErrors = [err36];
                  } else {
                    vErrors.push(err36);
                  }
                  errors++;
                }
              }
            }
            if (data15.seat !== void 0) {
              if (typeof data15.seat !== "string") {
                const err37 = { instancePath: instancePath + "/discrepancies/" + i4 + "/seat", schemaPath: "#/properties/discrepancies/items/properties/seat/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err37];
                } else {
                  vErrors.push(err37);
                }
                errors++;
              }
            }
            if (data15.check !== void 0) {
              if (typeof data15.check !== "string") {
                const err38 = { instancePath: instancePath + "/discrepancies/" + i4 + "/check", schemaPath: "#/properties/discrepancies/items/properties/check/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err38];
                } else {
                  vErrors.push(err38);
                }
                errors++;
              }
            }
            if (data15.cmd !== void 0) {
              if (typeof data15.cmd !== "string") {
                const err39 = { instancePath: instancePath + "/discrepancies/" + i4 + "/cmd", schemaPath: "#/properties/discrepancies/items/properties/cmd/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err39];
                } else {
                  vErrors.push(err39);
                }
                errors++;
              }
            }
            if (data15.claimedExit !== void 0) {
              let data20 = data15.claimedExit;
              if (!(typeof data20 == "number" && (!(data20 % 1) && !isNaN(data20)) && isFinite(data20)) && data20 !== null) {
                const err40 = { instancePath: instancePath + "/discrepancies/" + i4 + "/claimedExit", schemaPath: "#/properties/discrepancies/items/properties/claimedExit/type", keyword: "type", params: { type: schema74.properties.discrepancies.items.properties.claimedExit.type }, message: "must be integer,null" };
                if (vErrors === null) {
                  vErrors = [err40];
                } else {
                  vErrors.push(err40);
                }
                errors++;
              }
            }
            if (data15.observedExit !== void 0) {
              let data21 = data15.observedExit;
              if (!(typeof data21 == "number" && (!(data21 % 1) && !isNaN(data21)) && isFinite(data21)) && data21 !== null) {
                const err41 = { instancePath: instancePath + "/discrepancies/" + i4 + "/observedExit", schemaPath: "#/properties/discrepancies/items/properties/observedExit/type", keyword: "type", params: { type: schema74.properties.discrepancies.items.properties.observedExit.type }, message: "must be integer,null" };
                if (vErrors === null) {
                  vErrors = [err41];
                } else {
                  vErrors.push(err41);
                }
                errors++;
              }
            }
            if (data15.observedStatus !== void 0) {
              let data22 = data15.observedStatus;
              if (!(data22 === "passed" || data22 === "failed" || data22 === "timed-out" || data22 === "skipped")) {
                const err42 = { instancePath: instancePath + "/discrepancies/" + i4 + "/observedStatus", schemaPath: "#/properties/discrepancies/items/properties/observedStatus/enum", keyword: "enum", params: { allowedValues: schema74.properties.discrepancies.items.properties.observedStatus.enum }, message: "must be equal to one of the allowed values" };
                if (vErrors === null) {
                  vErrors = [err42];
                } else {
                  vErrors.push(err42);
                }
                errors++;
              }
            }
            if (data15.falsePass !== void 0) {
              if (typeof data15.falsePass !== "boolean") {
                const err43 = { instancePath: instancePath + "/discrepancies/" + i4 + "/falsePass", schemaPath: "#/properties/discrepancies/items/properties/falsePass/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" };
                if (vErrors === null) {
                  vErrors = [err43];
                } else {
                  vErrors.push(err43);
                }
                errors++;
              }
            }
          } else {
            const err44 = { instancePath: instancePath + "/discrepancies/" + i4, schemaPath: "#/properties/discrepancies/items/type", keyword: "type", params: { type: "object" }, message: "must be object" };
            if (vErrors === null) {
              vErrors = [err44];
            } else {
              vErrors.push(err44);
            }
            errors++;
          }
        }
      } else {
        const err45 = { instancePath: instancePath + "/discrepancies", schemaPath: "#/properties/discrepancies/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err45];
        } else {
          vErrors.push(err45);
        }
        errors++;
      }
    }
  } else {
    const err46 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err46];
    } else {
      vErrors.push(err46);
    }
    errors++;
  }
  validate211.errors = vErrors;
  return errors === 0;
}
validate211.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
var schema77 = { "title": "ReportCriterion", "description": "A criterion of the item and what was found of it.", "type": "object", "additionalProperties": false, "required": ["id", "text", "kind", "status", "receipt", "answers"], "properties": { "id": { "type": "string" }, "text": { "type": "string" }, "kind": { "enum": ["automated", "manual", "whole"] }, "status": { "description": "`by-check`: answered by a receipt. `for-a-person`: manual, and no verifier could check it.", "enum": ["met", "partial", "unmet", "not-checked", "by-check", "for-a-person"] }, "receipt": { "anyOf": [{ "title": "ReportCriterionReceipt", "description": "The check that answers it.", "type": "object", "additionalProperties": false, "required": ["check", "status", "exitCode"], "properties": { "check": { "type": "string" }, "status": { "enum": ["passed", "failed", "timed-out", "skipped"] }, "exitCode": { "type": ["integer", "null"] } } }, { "type": "null" }] }, "answers": { "description": "One per verifier that spoke of it.", "type": "array", "items": { "title": "ReportCriterionOpinion", "type": "object", "additionalProperties": false, "required": ["seat", "status", "evidence"], "properties": { "seat": { "type": "string" }, "status": { "enum": ["met", "partial", "unmet", "not-checked"] }, "evidence": { "type": "string" } } } } } };
function validate217(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate217.evaluated;
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
    if (data.text === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "text" }, message: "must have required property 'text'" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.kind === void 0) {
      const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "kind" }, message: "must have required property 'kind'" };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    if (data.status === void 0) {
      const err3 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "status" }, message: "must have required property 'status'" };
      if (vErrors === null) {
        vErrors = [err3];
      } else {
        vErrors.push(err3);
      }
      errors++;
    }
    if (data.receipt === void 0) {
      const err4 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "receipt" }, message: "must have required property 'receipt'" };
      if (vErrors === null) {
        vErrors = [err4];
      } else {
        vErrors.push(err4);
      }
      errors++;
    }
    if (data.answers === void 0) {
      const err5 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "answers" }, message: "must have required property 'answers'" };
      if (vErrors === null) {
        vErrors = [err5];
      } else {
        vErrors.push(err5);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "id" || key0 === "text" || key0 === "kind" || key0 === "status" || key0 === "receipt" || key0 === "answers")) {
        const err6 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
    }
    if (data.id !== void 0) {
      if (typeof data.id !== "string") {
        const err7 = { instancePath: instancePath + "/id", schemaPath: "#/properties/id/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
    }
    if (data.text !== void 0) {
      if (typeof data.text !== "string") {
        const err8 = { instancePath: instancePath + "/text", schemaPath: "#/properties/text/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
      }
    }
    if (data.kind !== void 0) {
      let data2 = data.kind;
      if (!(data2 === "automated" || data2 === "manual" || data2 === "whole")) {
        const err9 = { instancePath: instancePath + "/kind", schemaPath: "#/properties/kind/enum", keyword: "enum", params: { allowedValues: schema77.properties.kind.enum }, message: "must be equal to one of the allowed values" };
        if (vErrors === null) {
          vErrors = [err9];
        } else {
          vErrors.push(err9);
        }
        errors++;
      }
    }
    if (data.status !== void 0) {
      let data3 = data.status;
      if (!(data3 === "met" || data3 === "partial" || data3 === "unmet" || data3 === "not-checked" || data3 === "by-check" || data3 === "for-a-person")) {
        const err10 = { instancePath: instancePath + "/status", schemaPath: "#/properties/status/enum", keyword: "enum", params: { allowedValues: schema77.properties.status.enum }, message: "must be equal to one of the allowed values" };
        if (vErrors === null) {
          vErrors = [err10];
        } else {
          vErrors.push(err10);
        }
        errors++;
      }
    }
    if (data.receipt !== void 0) {
      let data4 = data.receipt;
      const _errs9 = errors;
      let valid1 = false;
      const _errs10 = errors;
      if (data4 && typeof data4 == "object" && !Array.isArray(data4)) {
        if (data4.check === void 0) {
          const err11 = { instancePath: instancePath + "/receipt", schemaPath: "#/properties/receipt/anyOf/0/required", keyword: "required", params: { missingProperty: "check" }, message: "must have required property 'check'" };
          if (vErrors === null) {
            vErrors = [err11];
          } else {
            vErrors.push(err11);
          }
          errors++;
        }
        if (data4.status === void 0) {
          const err12 = { instancePath: instancePath + "/receipt", schemaPath: "#/properties/receipt/anyOf/0/required", keyword: "required", params: { missingProperty: "status" }, message: "must have required property 'status'" };
          if (vErrors === null) {
            vErrors = [err12];
          } else {
            vErrors.push(err12);
          }
          errors++;
        }
        if (data4.exitCode === void 0) {
          const err13 = { instancePath: instancePath + "/receipt", schemaPath: "#/properties/receipt/anyOf/0/required", keyword: "required", params: { missingProperty: "exitCode" }, message: "must have required property 'exitCode'" };
          if (vErrors === null) {
            vErrors = [err13];
          } else {
            vErrors.push(err13);
          }
          errors++;
        }
        for (const key1 in data4) {
          if (!(key1 === "check" || key1 === "status" || key1 === "exitCode")) {
            const err14 = { instancePath: instancePath + "/receipt", schemaPath: "#/properties/receipt/anyOf/0/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key1 }, message: "must NOT have additional properties" };
            if (vErrors === null) {
              vErrors = [err14];
            } else {
              vErrors.push(err14);
            }
            errors++;
          }
        }
        if (data4.check !== void 0) {
          if (typeof data4.check !== "string") {
            const err15 = { instancePath: instancePath + "/receipt/check", schemaPath: "#/properties/receipt/anyOf/0/properties/check/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err15];
            } else {
              vErrors.push(err15);
            }
            errors++;
          }
        }
        if (data4.status !== void 0) {
          let data6 = data4.status;
          if (!(data6 === "passed" || data6 === "failed" || data6 === "timed-out" || data6 === "skipped")) {
            const err16 = { instancePath: instancePath + "/receipt/status", schemaPath: "#/properties/receipt/anyOf/0/properties/status/enum", keyword: "enum", params: { allowedValues: schema77.properties.receipt.anyOf[0].properties.status.enum }, message: "must be equal to one of the allowed values" };
            if (vErrors === null) {
              vErrors = [err16];
            } else {
              vErrors.push(err16);
            }
            errors++;
          }
        }
        if (data4.exitCode !== void 0) {
          let data7 = data4.exitCode;
          if (!(typeof data7 == "number" && (!(data7 % 1) && !isNaN(data7)) && isFinite(data7)) && data7 !== null) {
            const err17 = { instancePath: instancePath + "/receipt/exitCode", schemaPath: "#/properties/receipt/anyOf/0/properties/exitCode/type", keyword: "type", params: { type: schema77.properties.receipt.anyOf[0].properties.exitCode.type }, message: "must be integer,null" };
            if (vErrors === null) {
              vErrors = [err17];
            } else {
              vErrors.push(err17);
            }
            errors++;
          }
        }
      } else {
        const err18 = { instancePath: instancePath + "/receipt", schemaPath: "#/properties/receipt/anyOf/0/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err18];
        } else {
          vErrors.push(err18);
        }
        errors++;
      }
      var _valid0 = _errs10 === errors;
      valid1 = valid1 || _valid0;
      const _errs18 = errors;
      if (data4 !== null) {
        const err19 = { instancePath: instancePath + "/receipt", schemaPath: "#/properties/receipt/anyOf/1/type", keyword: "type", params: { type: "null" }, message: "must be null" };
        if (vErrors === null) {
          vErrors = [err19];
        } else {
          vErrors.push(err19);
        }
        errors++;
      }
      var _valid0 = _errs18 === errors;
      valid1 = valid1 || _valid0;
      if (!valid1) {
        const err20 = { instancePath: instancePath + "/receipt", schemaPath: "#/properties/receipt/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
        if (vErrors === null) {
          vErrors = [err20];
        } else {
          vErrors.push(err20);
        }
        errors++;
      } else {
        errors = _errs9;
        if (vErrors !== null) {
          if (_errs9) {
            vErrors.length = _errs9;
          } else {
            vErrors = null;
          }
        }
      }
    }
    if (data.answers !== void 0) {
      let data8 = data.answers;
      if (Array.isArray(data8)) {
        const len0 = data8.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data9 = data8[i0];
          if (data9 && typeof data9 == "object" && !Array.isArray(data9)) {
            if (data9.seat === void 0) {
              const err21 = { instancePath: instancePath + "/answers/" + i0, schemaPath: "#/properties/answers/items/required", keyword: "required", params: { missingProperty: "seat" }, message: "must have required property 'seat'" };
              if (vErrors === null) {
                vErrors = [err21];
              } else {
                vErrors.push(err21);
              }
              errors++;
            }
            if (data9.status === void 0) {
              const err22 = { instancePath: instancePath + "/answers/" + i0, schemaPath: "#/properties/answers/items/required", keyword: "required", params: { missingProperty: "status" }, message: "must have required property 'status'" };
              if (vErrors === null) {
                vErrors = [err22];
              } else {
                vErrors.push(err22);
              }
              errors++;
            }
            if (data9.evidence === void 0) {
              const err23 = { instancePath: instancePath + "/answers/" + i0, schemaPath: "#/properties/answers/items/required", keyword: "required", params: { missingProperty: "evidence" }, message: "must have required property 'evidence'" };
              if (vErrors === null) {
                vErrors = [err23];
              } else {
                vErrors.push(err23);
              }
              errors++;
            }
            for (const key2 in data9) {
              if (!(key2 === "seat" || key2 === "status" || key2 === "evidence")) {
                const err24 = { instancePath: instancePath + "/answers/" + i0, schemaPath: "#/properties/answers/items/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key2 }, message: "must NOT have additional properties" };
                if (vErrors === null) {
                  vErrors = [err24];
                } else {
                  vErrors.push(err24);
                }
                errors++;
              }
            }
            if (data9.seat !== void 0) {
              if (typeof data9.seat !== "string") {
                const err25 = { instancePath: instancePath + "/answers/" + i0 + "/seat", schemaPath: "#/properties/answers/items/properties/seat/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err25];
                } else {
                  vErrors.push(err25);
                }
                errors++;
              }
            }
            if (data9.status !== void 0) {
              let data11 = data9.status;
              if (!(data11 === "met" || data11 === "partial" || data11 === "unmet" || data11 === "not-checked")) {
                const err26 = { instancePath: instancePath + "/answers/" + i0 + "/status", schemaPath: "#/properties/answers/items/properties/status/enum", keyword: "enum", params: { allowedValues: schema77.properties.answers.items.properties.status.enum }, message: "must be equal to one of the allowed values" };
                if (vErrors === null) {
                  vErrors = [err26];
                } else {
                  vErrors.push(err26);
                }
                errors++;
              }
            }
            if (data9.evidence !== void 0) {
              if (typeof data9.evidence !== "string") {
                const err27 = { instancePath: instancePath + "/answers/" + i0 + "/evidence", schemaPath: "#/properties/answers/items/properties/evidence/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err27];
                } else {
                  vErrors.push(err27);
                }
                errors++;
              }
            }
          } else {
            const err28 = { instancePath: instancePath + "/answers/" + i0, schemaPath: "#/properties/answers/items/type", keyword: "type", params: { type: "object" }, message: "must be object" };
            if (vErrors === null) {
              vErrors = [err28];
            } else {
              vErrors.push(err28);
            }
            errors++;
          }
        }
      } else {
        const err29 = { instancePath: instancePath + "/answers", schemaPath: "#/properties/answers/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err29];
        } else {
          vErrors.push(err29);
        }
        errors++;
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
  validate217.errors = vErrors;
  return errors === 0;
}
validate217.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
var schema78 = { "title": "ReportFinding", "description": "A problem after merging, and what became of it.", "type": "object", "additionalProperties": false, "required": ["id", "category", "severity", "claim", "evidence", "raisedBy", "vendors", "class", "state", "firstAttempt", "counts", "positions"], "properties": { "id": { "description": "`F-001`\u2026, kept over rounds and attempts.", "type": "string" }, "category": { "enum": ["correctness", "coverage", "regression", "test-tampering", "scope", "security", "performance", "maintainability", "process"] }, "severity": { "enum": ["blocker", "major", "minor", "note"] }, "location": { "$ref": "#/$defs/location" }, "claim": { "type": "string" }, "evidence": { "type": "string" }, "criterion": { "description": "Id of the criterion it is about.", "type": "string" }, "quote": { "$ref": "#/$defs/quote" }, "reproducer": { "$ref": "#/$defs/reproducer" }, "recommendation": { "type": "string" }, "raisedBy": { "description": "Seats, or `okstra` for an audit.", "type": "array", "items": { "type": "string" } }, "vendors": { "type": "array", "items": { "type": "string" } }, "class": { "enum": ["reproduced", "refuted", "withdrawn", "confirmed", "disputed", "standing"] }, "state": { "enum": ["new", "open", "fixed", "regressed"] }, "firstAttempt": { "type": "integer", "minimum": 1 }, "counts": { "description": "Whether it enters the verdict.", "type": "boolean" }, "why": { "description": "Why it does not enter the verdict.", "type": "string" }, "fixes": { "description": "How often it was gone in an attempt after it had been reported.", "type": "integer", "minimum": 1 }, "reproduced": { "description": "What its reproducer did; absent when it was not run.", "enum": ["holds", "holds-on-both", "does-not-hold", "void"] }, "positions": { "type": "array", "items": { "title": "ReportPosition", "description": "What another verifier says of it.", "type": "object", "additionalProperties": false, "required": ["round", "seat", "vendor", "finding", "position", "evidence"], "properties": { "round": { "type": "integer", "minimum": 0 }, "seat": { "type": "string" }, "vendor": { "type": "string" }, "finding": { "type": "string" }, "position": { "enum": ["AGREE", "DISAGREE", "SUPPLEMENT", "WITHDRAW"] }, "kind": { "enum": ["a", "b", "c", "d", "e"] }, "evidence": { "type": "string" }, "quote": { "$ref": "#/$defs/quote" } } } } } };
function validate219(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate219.evaluated;
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
    if (data.category === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "category" }, message: "must have required property 'category'" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.severity === void 0) {
      const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "severity" }, message: "must have required property 'severity'" };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    if (data.claim === void 0) {
      const err3 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "claim" }, message: "must have required property 'claim'" };
      if (vErrors === null) {
        vErrors = [err3];
      } else {
        vErrors.push(err3);
      }
      errors++;
    }
    if (data.evidence === void 0) {
      const err4 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "evidence" }, message: "must have required property 'evidence'" };
      if (vErrors === null) {
        vErrors = [err4];
      } else {
        vErrors.push(err4);
      }
      errors++;
    }
    if (data.raisedBy === void 0) {
      const err5 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "raisedBy" }, message: "must have required property 'raisedBy'" };
      if (vErrors === null) {
        vErrors = [err5];
      } else {
        vErrors.push(err5);
      }
      errors++;
    }
    if (data.vendors === void 0) {
      const err6 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "vendors" }, message: "must have required property 'vendors'" };
      if (vErrors === null) {
        vErrors = [err6];
      } else {
        vErrors.push(err6);
      }
      errors++;
    }
    if (data.class === void 0) {
      const err7 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "class" }, message: "must have required property 'class'" };
      if (vErrors === null) {
        vErrors = [err7];
      } else {
        vErrors.push(err7);
      }
      errors++;
    }
    if (data.state === void 0) {
      const err8 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "state" }, message: "must have required property 'state'" };
      if (vErrors === null) {
        vErrors = [err8];
      } else {
        vErrors.push(err8);
      }
      errors++;
    }
    if (data.firstAttempt === void 0) {
      const err9 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "firstAttempt" }, message: "must have required property 'firstAttempt'" };
      if (vErrors === null) {
        vErrors = [err9];
      } else {
        vErrors.push(err9);
      }
      errors++;
    }
    if (data.counts === void 0) {
      const err10 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "counts" }, message: "must have required property 'counts'" };
      if (vErrors === null) {
        vErrors = [err10];
      } else {
        vErrors.push(err10);
      }
      errors++;
    }
    if (data.positions === void 0) {
      const err11 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "positions" }, message: "must have required property 'positions'" };
      if (vErrors === null) {
        vErrors = [err11];
      } else {
        vErrors.push(err11);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!func1.call(schema78.properties, key0)) {
        const err12 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err12];
        } else {
          vErrors.push(err12);
        }
        errors++;
      }
    }
    if (data.id !== void 0) {
      if (typeof data.id !== "string") {
        const err13 = { instancePath: instancePath + "/id", schemaPath: "#/properties/id/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err13];
        } else {
          vErrors.push(err13);
        }
        errors++;
      }
    }
    if (data.category !== void 0) {
      let data1 = data.category;
      if (!(data1 === "correctness" || data1 === "coverage" || data1 === "regression" || data1 === "test-tampering" || data1 === "scope" || data1 === "security" || data1 === "performance" || data1 === "maintainability" || data1 === "process")) {
        const err14 = { instancePath: instancePath + "/category", schemaPath: "#/properties/category/enum", keyword: "enum", params: { allowedValues: schema78.properties.category.enum }, message: "must be equal to one of the allowed values" };
        if (vErrors === null) {
          vErrors = [err14];
        } else {
          vErrors.push(err14);
        }
        errors++;
      }
    }
    if (data.severity !== void 0) {
      let data2 = data.severity;
      if (!(data2 === "blocker" || data2 === "major" || data2 === "minor" || data2 === "note")) {
        const err15 = { instancePath: instancePath + "/severity", schemaPath: "#/properties/severity/enum", keyword: "enum", params: { allowedValues: schema78.properties.severity.enum }, message: "must be equal to one of the allowed values" };
        if (vErrors === null) {
          vErrors = [err15];
        } else {
          vErrors.push(err15);
        }
        errors++;
      }
    }
    if (data.location !== void 0) {
      if (!validate199(data.location, { instancePath: instancePath + "/location", parentData: data, parentDataProperty: "location", rootData, dynamicAnchors })) {
        vErrors = vErrors === null ? validate199.errors : vErrors.concat(validate199.errors);
        errors = vErrors.length;
      }
    }
    if (data.claim !== void 0) {
      if (typeof data.claim !== "string") {
        const err16 = { instancePath: instancePath + "/claim", schemaPath: "#/properties/claim/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err16];
        } else {
          vErrors.push(err16);
        }
        errors++;
      }
    }
    if (data.evidence !== void 0) {
      if (typeof data.evidence !== "string") {
        const err17 = { instancePath: instancePath + "/evidence", schemaPath: "#/properties/evidence/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err17];
        } else {
          vErrors.push(err17);
        }
        errors++;
      }
    }
    if (data.criterion !== void 0) {
      if (typeof data.criterion !== "string") {
        const err18 = { instancePath: instancePath + "/criterion", schemaPath: "#/properties/criterion/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err18];
        } else {
          vErrors.push(err18);
        }
        errors++;
      }
    }
    if (data.quote !== void 0) {
      if (!validate201(data.quote, { instancePath: instancePath + "/quote", parentData: data, parentDataProperty: "quote", rootData, dynamicAnchors })) {
        vErrors = vErrors === null ? validate201.errors : vErrors.concat(validate201.errors);
        errors = vErrors.length;
      }
    }
    if (data.reproducer !== void 0) {
      if (!validate203(data.reproducer, { instancePath: instancePath + "/reproducer", parentData: data, parentDataProperty: "reproducer", rootData, dynamicAnchors })) {
        vErrors = vErrors === null ? validate203.errors : vErrors.concat(validate203.errors);
        errors = vErrors.length;
      }
    }
    if (data.recommendation !== void 0) {
      if (typeof data.recommendation !== "string") {
        const err19 = { instancePath: instancePath + "/recommendation", schemaPath: "#/properties/recommendation/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err19];
        } else {
          vErrors.push(err19);
        }
        errors++;
      }
    }
    if (data.raisedBy !== void 0) {
      let data10 = data.raisedBy;
      if (Array.isArray(data10)) {
        const len0 = data10.length;
        for (let i0 = 0; i0 < len0; i0++) {
          if (typeof data10[i0] !== "string") {
            const err20 = { instancePath: instancePath + "/raisedBy/" + i0, schemaPath: "#/properties/raisedBy/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err20];
            } else {
              vErrors.push(err20);
            }
            errors++;
          }
        }
      } else {
        const err21 = { instancePath: instancePath + "/raisedBy", schemaPath: "#/properties/raisedBy/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err21];
        } else {
          vErrors.push(err21);
        }
        errors++;
      }
    }
    if (data.vendors !== void 0) {
      let data12 = data.vendors;
      if (Array.isArray(data12)) {
        const len1 = data12.length;
        for (let i1 = 0; i1 < len1; i1++) {
          if (typeof data12[i1] !== "string") {
            const err22 = { instancePath: instancePath + "/vendors/" + i1, schemaPath: "#/properties/vendors/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err22];
            } else {
              vErrors.push(err22);
            }
            errors++;
          }
        }
      } else {
        const err23 = { instancePath: instancePath + "/vendors", schemaPath: "#/properties/vendors/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err23];
        } else {
          vErrors.push(err23);
        }
        errors++;
      }
    }
    if (data.class !== void 0) {
      let data14 = data.class;
      if (!(data14 === "reproduced" || data14 === "refuted" || data14 === "withdrawn" || data14 === "confirmed" || data14 === "disputed" || data14 === "standing")) {
        const err24 = { instancePath: instancePath + "/class", schemaPath: "#/properties/class/enum", keyword: "enum", params: { allowedValues: schema78.properties.class.enum }, message: "must be equal to one of the allowed values" };
        if (vErrors === null) {
          vErrors = [err24];
        } else {
          vErrors.push(err24);
        }
        errors++;
      }
    }
    if (data.state !== void 0) {
      let data15 = data.state;
      if (!(data15 === "new" || data15 === "open" || data15 === "fixed" || data15 === "regressed")) {
        const err25 = { instancePath: instancePath + "/state", schemaPath: "#/properties/state/enum", keyword: "enum", params: { allowedValues: schema78.properties.state.enum }, message: "must be equal to one of the allowed values" };
        if (vErrors === null) {
          vErrors = [err25];
        } else {
          vErrors.push(err25);
        }
        errors++;
      }
    }
    if (data.firstAttempt !== void 0) {
      let data16 = data.firstAttempt;
      if (!(typeof data16 == "number" && (!(data16 % 1) && !isNaN(data16)) && isFinite(data16))) {
        const err26 = { instancePath: instancePath + "/firstAttempt", schemaPath: "#/properties/firstAttempt/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
        if (vErrors === null) {
          vErrors = [err26];
        } else {
          vErrors.push(err26);
        }
        errors++;
      }
      if (typeof data16 == "number" && isFinite(data16)) {
        if (data16 < 1 || isNaN(data16)) {
          const err27 = { instancePath: instancePath + "/firstAttempt", schemaPath: "#/properties/firstAttempt/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
          if (vErrors === null) {
            vErrors = [err27];
          } else {
            vErrors.push(err27);
          }
          errors++;
        }
      }
    }
    if (data.counts !== void 0) {
      if (typeof data.counts !== "boolean") {
        const err28 = { instancePath: instancePath + "/counts", schemaPath: "#/properties/counts/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" };
        if (vErrors === null) {
          vErrors = [err28];
        } else {
          vErrors.push(err28);
        }
        errors++;
      }
    }
    if (data.why !== void 0) {
      if (typeof data.why !== "string") {
        const err29 = { instancePath: instancePath + "/why", schemaPath: "#/properties/why/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err29];
        } else {
          vErrors.push(err29);
        }
        errors++;
      }
    }
    if (data.fixes !== void 0) {
      let data19 = data.fixes;
      if (!(typeof data19 == "number" && (!(data19 % 1) && !isNaN(data19)) && isFinite(data19))) {
        const err30 = { instancePath: instancePath + "/fixes", schemaPath: "#/properties/fixes/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
        if (vErrors === null) {
          vErrors = [err30];
        } else {
          vErrors.push(err30);
        }
        errors++;
      }
      if (typeof data19 == "number" && isFinite(data19)) {
        if (data19 < 1 || isNaN(data19)) {
          const err31 = { instancePath: instancePath + "/fixes", schemaPath: "#/properties/fixes/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
          if (vErrors === null) {
            vErrors = [err31];
          } else {
            vErrors.push(err31);
          }
          errors++;
        }
      }
    }
    if (data.reproduced !== void 0) {
      let data20 = data.reproduced;
      if (!(data20 === "holds" || data20 === "holds-on-both" || data20 === "does-not-hold" || data20 === "void")) {
        const err32 = { instancePath: instancePath + "/reproduced", schemaPath: "#/properties/reproduced/enum", keyword: "enum", params: { allowedValues: schema78.properties.reproduced.enum }, message: "must be equal to one of the allowed values" };
        if (vErrors === null) {
          vErrors = [err32];
        } else {
          vErrors.push(err32);
        }
        errors++;
      }
    }
    if (data.positions !== void 0) {
      let data21 = data.positions;
      if (Array.isArray(data21)) {
        const len2 = data21.length;
        for (let i2 = 0; i2 < len2; i2++) {
          let data22 = data21[i2];
          if (data22 && typeof data22 == "object" && !Array.isArray(data22)) {
            if (data22.round === void 0) {
              const err33 = { instancePath: instancePath + "/positions/" + i2, schemaPath: "#/properties/positions/items/required", keyword: "required", params: { missingProperty: "round" }, message: "must have required property 'round'" };
              if (vErrors === null) {
                vErrors = [err33];
              } else {
                vErrors.push(err33);
              }
              errors++;
            }
            if (data22.seat === void 0) {
              const err34 = { instancePath: instancePath + "/positions/" + i2, schemaPath: "#/properties/positions/items/required", keyword: "required", params: { missingProperty: "seat" }, message: "must have required property 'seat'" };
              if (vErrors === null) {
                vErrors = [err34];
              } else {
                vErrors.push(err34);
              }
              errors++;
            }
            if (data22.vendor === void 0) {
              const err35 = { instancePath: instancePath + "/positions/" + i2, schemaPath: "#/properties/positions/items/required", keyword: "required", params: { missingProperty: "vendor" }, message: "must have required property 'vendor'" };
              if (vErrors === null) {
                vErrors = [err35];
              } else {
                vErrors.push(err35);
              }
              errors++;
            }
            if (data22.finding === void 0) {
              const err36 = { instancePath: instancePath + "/positions/" + i2, schemaPath: "#/properties/positions/items/required", keyword: "required", params: { missingProperty: "finding" }, message: "must have required property 'finding'" };
              if (vErrors === null) {
                vErrors = [err36];
              } else {
                vErrors.push(err36);
              }
              errors++;
            }
            if (data22.position === void 0) {
              const err37 = { instancePath: instancePath + "/positions/" + i2, schemaPath: "#/properties/positions/items/required", keyword: "required", params: { missingProperty: "position" }, message: "must have required property 'position'" };
              if (vErrors === null) {
                vErrors = [err37];
              } else {
                vErrors.push(err37);
              }
              errors++;
            }
            if (data22.evidence === void 0) {
              const err38 = { instancePath: instancePath + "/positions/" + i2, schemaPath: "#/properties/positions/items/required", keyword: "required", params: { missingProperty: "evidence" }, message: "must have required property 'evidence'" };
              if (vErrors === null) {
                vErrors = [err38];
              } else {
                vErrors.push(err38);
              }
              errors++;
            }
            for (const key1 in data22) {
              if (!(key1 === "round" || key1 === "seat" || key1 === "vendor" || key1 === "finding" || key1 === "position" || key1 === "kind" || key1 === "evidence" || key1 === "quote")) {
                const err39 = { instancePath: instancePath + "/positions/" + i2, schemaPath: "#/properties/positions/items/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key1 }, message: "must NOT have additional properties" };
                if (vErrors === null) {
                  vErrors = [err39];
                } else {
                  vErrors.push(err39);
                }
                errors++;
              }
            }
            if (data22.round !== void 0) {
              let data23 = data22.round;
              if (!(typeof data23 == "number" && (!(data23 % 1) && !isNaN(data23)) && isFinite(data23))) {
                const err40 = { instancePath: instancePath + "/positions/" + i2 + "/round", schemaPath: "#/properties/positions/items/properties/round/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
                if (vErrors === null) {
                  vErrors = [err40];
                } else {
                  vErrors.push(err40);
                }
                errors++;
              }
              if (typeof data23 == "number" && isFinite(data23)) {
                if (data23 < 0 || isNaN(data23)) {
                  const err41 = { instancePath: instancePath + "/positions/" + i2 + "/round", schemaPath: "#/properties/positions/items/properties/round/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
                  if (vErrors === null) {
                    vErrors = [err41];
                  } else {
                    vErrors.push(err41);
                  }
                  errors++;
                }
              }
            }
            if (data22.seat !== void 0) {
              if (typeof data22.seat !== "string") {
                const err42 = { instancePath: instancePath + "/positions/" + i2 + "/seat", schemaPath: "#/properties/positions/items/properties/seat/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err42];
                } else {
                  vErrors.push(err42);
                }
                errors++;
              }
            }
            if (data22.vendor !== void 0) {
              if (typeof data22.vendor !== "string") {
                const err43 = { instancePath: instancePath + "/positions/" + i2 + "/vendor", schemaPath: "#/properties/positions/items/properties/vendor/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err43];
                } else {
                  vErrors.push(err43);
                }
                errors++;
              }
            }
            if (data22.finding !== void 0) {
              if (typeof data22.finding !== "string") {
                const err44 = { instancePath: instancePath + "/positions/" + i2 + "/finding", schemaPath: "#/properties/positions/items/properties/finding/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err44];
                } else {
                  vErrors.push(err44);
                }
                errors++;
              }
            }
            if (data22.position !== void 0) {
              let data27 = data22.position;
              if (!(data27 === "AGREE" || data27 === "DISAGREE" || data27 === "SUPPLEMENT" || data27 === "WITHDRAW")) {
                const err45 = { instancePath: instancePath + "/positions/" + i2 + "/position", schemaPath: "#/properties/positions/items/properties/position/enum", keyword: "enum", params: { allowedValues: schema78.properties.positions.items.properties.position.enum }, message: "must be equal to one of the allowed values" };
                if (vErrors === null) {
                  vErrors = [err45];
                } else {
                  vErrors.push(err45);
                }
                errors++;
              }
            }
            if (data22.kind !== void 0) {
              let data28 = data22.kind;
              if (!(data28 === "a" || data28 === "b" || data28 === "c" || data28 === "d" || data28 === "e")) {
                const err46 = { instancePath: instancePath + "/positions/" + i2 + "/kind", schemaPath: "#/properties/positions/items/properties/kind/enum", keyword: "enum", params: { allowedValues: schema78.properties.positions.items.properties.kind.enum }, message: "must be equal to one of the allowed values" };
                if (vErrors === null) {
                  vErrors = [err46];
                } else {
                  vErrors.push(err46);
                }
                errors++;
              }
            }
            if (data22.evidence !== void 0) {
              if (typeof data22.evidence !== "string") {
                const err47 = { instancePath: instancePath + "/positions/" + i2 + "/evidence", schemaPath: "#/properties/positions/items/properties/evidence/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err47];
                } else {
                  vErrors.push(err47);
                }
                errors++;
              }
            }
            if (data22.quote !== void 0) {
              if (!validate201(data22.quote, { instancePath: instancePath + "/positions/" + i2 + "/quote", parentData: data22, parentDataProperty: "quote", rootData, dynamicAnchors })) {
                vErrors = vErrors === null ? validate201.errors : vErrors.concat(validate201.errors);
                errors = vErrors.length;
              }
            }
          } else {
            const err48 = { instancePath: instancePath + "/positions/" + i2, schemaPath: "#/properties/positions/items/type", keyword: "type", params: { type: "object" }, message: "must be object" };
            if (vErrors === null) {
              vErrors = [err48];
            } else {
              vErrors.push(err48);
            }
            errors++;
          }
        }
      } else {
        const err49 = { instancePath: instancePath + "/positions", schemaPath: "#/properties/positions/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err49];
        } else {
          vErrors.push(err49);
        }
        errors++;
      }
    }
  } else {
    const err50 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err50];
    } else {
      vErrors.push(err50);
    }
    errors++;
  }
  validate219.errors = vErrors;
  return errors === 0;
}
validate219.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
var schema79 = { "title": "ReportConvergence", "description": "Repeated word for word from the convergence state of the last attempt.", "type": "object", "additionalProperties": false, "required": ["roundHistory", "round2SkippedReason", "finalClassificationCounts", "stopReason"], "properties": { "roundHistory": { "type": "array", "items": { "type": "object" } }, "round2SkippedReason": { "type": ["string", "null"] }, "stopReason": { "description": "Why there was no further round.", "type": ["string", "null"] }, "finalClassificationCounts": { "type": "object", "additionalProperties": { "type": "integer", "minimum": 0 } } } };
function validate225(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate225.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.roundHistory === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "roundHistory" }, message: "must have required property 'roundHistory'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.round2SkippedReason === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "round2SkippedReason" }, message: "must have required property 'round2SkippedReason'" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.finalClassificationCounts === void 0) {
      const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "finalClassificationCounts" }, message: "must have required property 'finalClassificationCounts'" };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    if (data.stopReason === void 0) {
      const err3 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "stopReason" }, message: "must have required property 'stopReason'" };
      if (vErrors === null) {
        vErrors = [err3];
      } else {
        vErrors.push(err3);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "roundHistory" || key0 === "round2SkippedReason" || key0 === "stopReason" || key0 === "finalClassificationCounts")) {
        const err4 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.roundHistory !== void 0) {
      let data0 = data.roundHistory;
      if (Array.isArray(data0)) {
        const len0 = data0.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data1 = data0[i0];
          if (!(data1 && typeof data1 == "object" && !Array.isArray(data1))) {
            const err5 = { instancePath: instancePath + "/roundHistory/" + i0, schemaPath: "#/properties/roundHistory/items/type", keyword: "type", params: { type: "object" }, message: "must be object" };
            if (vErrors === null) {
              vErrors = [err5];
            } else {
              vErrors.push(err5);
            }
            errors++;
          }
        }
      } else {
        const err6 = { instancePath: instancePath + "/roundHistory", schemaPath: "#/properties/roundHistory/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
    }
    if (data.round2SkippedReason !== void 0) {
      let data2 = data.round2SkippedReason;
      if (typeof data2 !== "string" && data2 !== null) {
        const err7 = { instancePath: instancePath + "/round2SkippedReason", schemaPath: "#/properties/round2SkippedReason/type", keyword: "type", params: { type: schema79.properties.round2SkippedReason.type }, message: "must be string,null" };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
    }
    if (data.stopReason !== void 0) {
      let data3 = data.stopReason;
      if (typeof data3 !== "string" && data3 !== null) {
        const err8 = { instancePath: instancePath + "/stopReason", schemaPath: "#/properties/stopReason/type", keyword: "type", params: { type: schema79.properties.stopReason.type }, message: "must be string,null" };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
      }
    }
    if (data.finalClassificationCounts !== void 0) {
      let data4 = data.finalClassificationCounts;
      if (data4 && typeof data4 == "object" && !Array.isArray(data4)) {
        for (const key1 in data4) {
          let data5 = data4[key1];
          if (!(typeof data5 == "number" && (!(data5 % 1) && !isNaN(data5)) && isFinite(data5))) {
            const err9 = { instancePath: instancePath + "/finalClassificationCounts/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/finalClassificationCounts/additionalProperties/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
            if (vErrors === null) {
              vErrors = [err9];
            } else {
              vErrors.push(err9);
            }
            errors++;
          }
          if (typeof data5 == "number" && isFinite(data5)) {
            if (data5 < 0 || isNaN(data5)) {
              const err10 = { instancePath: instancePath + "/finalClassificationCounts/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/finalClassificationCounts/additionalProperties/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
              if (vErrors === null) {
                vErrors = [err10];
              } else {
                vErrors.push(err10);
              }
              errors++;
            }
          }
        }
      } else {
        const err11 = { instancePath: instancePath + "/finalClassificationCounts", schemaPath: "#/properties/finalClassificationCounts/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err11];
        } else {
          vErrors.push(err11);
        }
        errors++;
      }
    }
  } else {
    const err12 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err12];
    } else {
      vErrors.push(err12);
    }
    errors++;
  }
  validate225.errors = vErrors;
  return errors === 0;
}
validate225.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
var schema80 = { "title": "ReportCommit", "type": "object", "additionalProperties": false, "required": ["sha", "message", "step"], "properties": { "sha": { "type": "string" }, "message": { "type": "string" }, "step": { "description": "Step of a plan it belongs to.", "type": ["string", "null"] } } };
function validate227(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate227.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.sha === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "sha" }, message: "must have required property 'sha'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.message === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "message" }, message: "must have required property 'message'" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.step === void 0) {
      const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "step" }, message: "must have required property 'step'" };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "sha" || key0 === "message" || key0 === "step")) {
        const err3 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    if (data.sha !== void 0) {
      if (typeof data.sha !== "string") {
        const err4 = { instancePath: instancePath + "/sha", schemaPath: "#/properties/sha/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.message !== void 0) {
      if (typeof data.message !== "string") {
        const err5 = { instancePath: instancePath + "/message", schemaPath: "#/properties/message/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    if (data.step !== void 0) {
      let data2 = data.step;
      if (typeof data2 !== "string" && data2 !== null) {
        const err6 = { instancePath: instancePath + "/step", schemaPath: "#/properties/step/type", keyword: "type", params: { type: schema80.properties.step.type }, message: "must be string,null" };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
    }
  } else {
    const err7 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err7];
    } else {
      vErrors.push(err7);
    }
    errors++;
  }
  validate227.errors = vErrors;
  return errors === 0;
}
validate227.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
var schema81 = { "title": "ReportDiff", "description": "The change of the last candidate over its base.", "type": "object", "additionalProperties": false, "required": ["branch", "base", "head", "files", "insertions", "deletions", "ref", "outOfPlan"], "properties": { "branch": { "type": ["string", "null"] }, "base": { "description": "Commit.", "type": ["string", "null"] }, "head": { "description": "Commit.", "type": ["string", "null"] }, "files": { "type": "array", "items": { "title": "ReportChangedFile", "type": "object", "additionalProperties": false, "required": ["path", "status", "previousPath", "insertions", "deletions", "binary"], "properties": { "path": { "type": "string" }, "status": { "enum": ["added", "modified", "deleted", "renamed", "type-changed"] }, "previousPath": { "type": ["string", "null"] }, "insertions": { "type": "integer", "minimum": 0 }, "deletions": { "type": "integer", "minimum": 0 }, "binary": { "type": "boolean" } } } }, "insertions": { "type": "integer", "minimum": 0 }, "deletions": { "type": "integer", "minimum": 0 }, "ref": { "description": "The unified diff.", "anyOf": [{ "$ref": "#/$defs/artifact" }, { "type": "null" }] }, "outOfPlan": { "description": "Files outside those the item or the executor\u2019s plan names; may be empty.", "type": "array", "items": { "title": "ReportOutOfPlan", "type": "object", "additionalProperties": false, "required": ["file", "why"], "properties": { "file": { "type": "string" }, "why": { "description": "The executor's reason.", "type": ["string", "null"] } } } } } };
function validate229(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate229.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.branch === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "branch" }, message: "must have required property 'branch'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.base === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "base" }, message: "must have required property 'base'" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.head === void 0) {
      const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "head" }, message: "must have required property 'head'" };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    if (data.files === void 0) {
      const err3 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "files" }, message: "must have required property 'files'" };
      if (vErrors === null) {
        vErrors = [err3];
      } else {
        vErrors.push(err3);
      }
      errors++;
    }
    if (data.insertions === void 0) {
      const err4 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "insertions" }, message: "must have required property 'insertions'" };
      if (vErrors === null) {
        vErrors = [err4];
      } else {
        vErrors.push(err4);
      }
      errors++;
    }
    if (data.deletions === void 0) {
      const err5 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "deletions" }, message: "must have required property 'deletions'" };
      if (vErrors === null) {
        vErrors = [err5];
      } else {
        vErrors.push(err5);
      }
      errors++;
    }
    if (data.ref === void 0) {
      const err6 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "ref" }, message: "must have required property 'ref'" };
      if (vErrors === null) {
        vErrors = [err6];
      } else {
        vErrors.push(err6);
      }
      errors++;
    }
    if (data.outOfPlan === void 0) {
      const err7 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "outOfPlan" }, message: "must have required property 'outOfPlan'" };
      if (vErrors === null) {
        vErrors = [err7];
      } else {
        vErrors.push(err7);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "branch" || key0 === "base" || key0 === "head" || key0 === "files" || key0 === "insertions" || key0 === "deletions" || key0 === "ref" || key0 === "outOfPlan")) {
        const err8 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
      }
    }
    if (data.branch !== void 0) {
      let data0 = data.branch;
      if (typeof data0 !== "string" && data0 !== null) {
        const err9 = { instancePath: instancePath + "/branch", schemaPath: "#/properties/branch/type", keyword: "type", params: { type: schema81.properties.branch.type }, message: "must be string,null" };
        if (vErrors === null) {
          vErrors = [err9];
        } else {
          vErrors.push(err9);
        }
        errors++;
      }
    }
    if (data.base !== void 0) {
      let data1 = data.base;
      if (typeof data1 !== "string" && data1 !== null) {
        const err10 = { instancePath: instancePath + "/base", schemaPath: "#/properties/base/type", keyword: "type", params: { type: schema81.properties.base.type }, message: "must be string,null" };
        if (vErrors === null) {
          vErrors = [err10];
        } else {
          vErrors.push(err10);
        }
        errors++;
      }
    }
    if (data.head !== void 0) {
      let data2 = data.head;
      if (typeof data2 !== "string" && data2 !== null) {
        const err11 = { instancePath: instancePath + "/head", schemaPath: "#/properties/head/type", keyword: "type", params: { type: schema81.properties.head.type }, message: "must be string,null" };
        if (vErrors === null) {
          vErrors = [err11];
        } else {
          vErrors.push(err11);
        }
        errors++;
      }
    }
    if (data.files !== void 0) {
      let data3 = data.files;
      if (Array.isArray(data3)) {
        const len0 = data3.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data4 = data3[i0];
          if (data4 && typeof data4 == "object" && !Array.isArray(data4)) {
            if (data4.path === void 0) {
              const err12 = { instancePath: instancePath + "/files/" + i0, schemaPath: "#/properties/files/items/required", keyword: "required", params: { missingProperty: "path" }, message: "must have required property 'path'" };
              if (vErrors === null) {
                vErrors = [err12];
              } else {
                vErrors.push(err12);
              }
              errors++;
            }
            if (data4.status === void 0) {
              const err13 = { instancePath: instancePath + "/files/" + i0, schemaPath: "#/properties/files/items/required", keyword: "required", params: { missingProperty: "status" }, message: "must have required property 'status'" };
              if (vErrors === null) {
                vErrors = [err13];
              } else {
                vErrors.push(err13);
              }
              errors++;
            }
            if (data4.previousPath === void 0) {
              const err14 = { instancePath: instancePath + "/files/" + i0, schemaPath: "#/properties/files/items/required", keyword: "required", params: { missingProperty: "previousPath" }, message: "must have required property 'previousPath'" };
              if (vErrors === null) {
                vErrors = [err14];
              } else {
                vErrors.push(err14);
              }
              errors++;
            }
            if (data4.insertions === void 0) {
              const err15 = { instancePath: instancePath + "/files/" + i0, schemaPath: "#/properties/files/items/required", keyword: "required", params: { missingProperty: "insertions" }, message: "must have required property 'insertions'" };
              if (vErrors === null) {
                vErrors = [err15];
              } else {
                vErrors.push(err15);
              }
              errors++;
            }
            if (data4.deletions === void 0) {
              const err16 = { instancePath: instancePath + "/files/" + i0, schemaPath: "#/properties/files/items/required", keyword: "required", params: { missingProperty: "deletions" }, message: "must have required property 'deletions'" };
              if (vErrors === null) {
                vErrors = [err16];
              } else {
                vErrors.push(err16);
              }
              errors++;
            }
            if (data4.binary === void 0) {
              const err17 = { instancePath: instancePath + "/files/" + i0, schemaPath: "#/properties/files/items/required", keyword: "required", params: { missingProperty: "binary" }, message: "must have required property 'binary'" };
              if (vErrors === null) {
                vErrors = [err17];
              } else {
                vErrors.push(err17);
              }
              errors++;
            }
            for (const key1 in data4) {
              if (!(key1 === "path" || key1 === "status" || key1 === "previousPath" || key1 === "insertions" || key1 === "deletions" || key1 === "binary")) {
                const err18 = { instancePath: instancePath + "/files/" + i0, schemaPath: "#/properties/files/items/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key1 }, message: "must NOT have additional properties" };
                if (vErrors === null) {
                  vErrors = [err18];
                } else {
                  vErrors.push(err18);
                }
                errors++;
              }
            }
            if (data4.path !== void 0) {
              if (typeof data4.path !== "string") {
                const err19 = { instancePath: instancePath + "/files/" + i0 + "/path", schemaPath: "#/properties/files/items/properties/path/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err19];
                } else {
                  vErrors.push(err19);
                }
                errors++;
              }
            }
            if (data4.status !== void 0) {
              let data6 = data4.status;
              if (!(data6 === "added" || data6 === "modified" || data6 === "deleted" || data6 === "renamed" || data6 === "type-changed")) {
                const err20 = { instancePath: instancePath + "/files/" + i0 + "/status", schemaPath: "#/properties/files/items/properties/status/enum", keyword: "enum", params: { allowedValues: schema81.properties.files.items.properties.status.enum }, message: "must be equal to one of the allowed values" };
                if (vErrors === null) {
                  vErrors = [err20];
                } else {
                  vErrors.push(err20);
                }
                errors++;
              }
            }
            if (data4.previousPath !== void 0) {
              let data7 = data4.previousPath;
              if (typeof data7 !== "string" && data7 !== null) {
                const err21 = { instancePath: instancePath + "/files/" + i0 + "/previousPath", schemaPath: "#/properties/files/items/properties/previousPath/type", keyword: "type", params: { type: schema81.properties.files.items.properties.previousPath.type }, message: "must be string,null" };
                if (vErrors === null) {
                  vErrors = [err21];
                } else {
                  vErrors.push(err21);
                }
                errors++;
              }
            }
            if (data4.insertions !== void 0) {
              let data8 = data4.insertions;
              if (!(typeof data8 == "number" && (!(data8 % 1) && !isNaN(data8)) && isFinite(data8))) {
                const err22 = { instancePath: instancePath + "/files/" + i0 + "/insertions", schemaPath: "#/properties/files/items/properties/insertions/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
                if (vErrors === null) {
                  vErrors = [err22];
                } else {
                  vErrors.push(err22);
                }
                errors++;
              }
              if (typeof data8 == "number" && isFinite(data8)) {
                if (data8 < 0 || isNaN(data8)) {
                  const err23 = { instancePath: instancePath + "/files/" + i0 + "/insertions", schemaPath: "#/properties/files/items/properties/insertions/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
                  if (vErrors === null) {
                    vErrors = [err23];
                  } else {
                    vErrors.push(err23);
                  }
                  errors++;
                }
              }
            }
            if (data4.deletions !== void 0) {
              let data9 = data4.deletions;
              if (!(typeof data9 == "number" && (!(data9 % 1) && !isNaN(data9)) && isFinite(data9))) {
                const err24 = { instancePath: instancePath + "/files/" + i0 + "/deletions", schemaPath: "#/properties/files/items/properties/deletions/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
                if (vErrors === null) {
                  vErrors = [err24];
                } else {
                  vErrors.push(err24);
                }
                errors++;
              }
              if (typeof data9 == "number" && isFinite(data9)) {
                if (data9 < 0 || isNaN(data9)) {
                  const err25 = { instancePath: instancePath + "/files/" + i0 + "/deletions", schemaPath: "#/properties/files/items/properties/deletions/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
                  if (vErrors === null) {
                    vErrors = [err25];
                  } else {
                    vErrors.push(err25);
                  }
                  errors++;
                }
              }
            }
            if (data4.binary !== void 0) {
              if (typeof data4.binary !== "boolean") {
                const err26 = { instancePath: instancePath + "/files/" + i0 + "/binary", schemaPath: "#/properties/files/items/properties/binary/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" };
                if (vErrors === null) {
                  vErrors = [err26];
                } else {
                  vErrors.push(err26);
                }
                errors++;
              }
            }
          } else {
            const err27 = { instancePath: instancePath + "/files/" + i0, schemaPath: "#/properties/files/items/type", keyword: "type", params: { type: "object" }, message: "must be object" };
            if (vErrors === null) {
              vErrors = [err27];
            } else {
              vErrors.push(err27);
            }
            errors++;
          }
        }
      } else {
        const err28 = { instancePath: instancePath + "/files", schemaPath: "#/properties/files/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err28];
        } else {
          vErrors.push(err28);
        }
        errors++;
      }
    }
    if (data.insertions !== void 0) {
      let data11 = data.insertions;
      if (!(typeof data11 == "number" && (!(data11 % 1) && !isNaN(data11)) && isFinite(data11))) {
        const err29 = { instancePath: instancePath + "/insertions", schemaPath: "#/properties/insertions/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
        if (vErrors === null) {
          vErrors = [err29];
        } else {
          vErrors.push(err29);
        }
        errors++;
      }
      if (typeof data11 == "number" && isFinite(data11)) {
        if (data11 < 0 || isNaN(data11)) {
          const err30 = { instancePath: instancePath + "/insertions", schemaPath: "#/properties/insertions/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
          if (vErrors === null) {
            vErrors = [err30];
          } else {
            vErrors.push(err30);
          }
          errors++;
        }
      }
    }
    if (data.deletions !== void 0) {
      let data12 = data.deletions;
      if (!(typeof data12 == "number" && (!(data12 % 1) && !isNaN(data12)) && isFinite(data12))) {
        const err31 = { instancePath: instancePath + "/deletions", schemaPath: "#/properties/deletions/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
        if (vErrors === null) {
          vErrors = [err31];
        } else {
          vErrors.push(err31);
        }
        errors++;
      }
      if (typeof data12 == "number" && isFinite(data12)) {
        if (data12 < 0 || isNaN(data12)) {
          const err32 = { instancePath: instancePath + "/deletions", schemaPath: "#/properties/deletions/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
          if (vErrors === null) {
            vErrors = [err32];
          } else {
            vErrors.push(err32);
          }
          errors++;
        }
      }
    }
    if (data.ref !== void 0) {
      let data13 = data.ref;
      const _errs29 = errors;
      let valid4 = false;
      const _errs30 = errors;
      if (!validate213(data13, { instancePath: instancePath + "/ref", parentData: data, parentDataProperty: "ref", rootData, dynamicAnchors })) {
        vErrors = vErrors === null ? validate213.errors : vErrors.concat(validate213.errors);
        errors = vErrors.length;
      }
      var _valid0 = _errs30 === errors;
      valid4 = valid4 || _valid0;
      const _errs31 = errors;
      if (data13 !== null) {
        const err33 = { instancePath: instancePath + "/ref", schemaPath: "#/properties/ref/anyOf/1/type", keyword: "type", params: { type: "null" }, message: "must be null" };
        if (vErrors === null) {
          vErrors = [err33];
        } else {
          vErrors.push(err33);
        }
        errors++;
      }
      var _valid0 = _errs31 === errors;
      valid4 = valid4 || _valid0;
      if (!valid4) {
        const err34 = { instancePath: instancePath + "/ref", schemaPath: "#/properties/ref/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
        if (vErrors === null) {
          vErrors = [err34];
        } else {
          vErrors.push(err34);
        }
        errors++;
      } else {
        errors = _errs29;
        if (vErrors !== null) {
          if (_errs29) {
            vErrors.length = _errs29;
          } else {
            vErrors = null;
          }
        }
      }
    }
    if (data.outOfPlan !== void 0) {
      let data14 = data.outOfPlan;
      if (Array.isArray(data14)) {
        const len1 = data14.length;
        for (let i1 = 0; i1 < len1; i1++) {
          let data15 = data14[i1];
          if (data15 && typeof data15 == "object" && !Array.isArray(data15)) {
            if (data15.file === void 0) {
              const err35 = { instancePath: instancePath + "/outOfPlan/" + i1, schemaPath: "#/properties/outOfPlan/items/required", keyword: "required", params: { missingProperty: "file" }, message: "must have required property 'file'" };
              if (vErrors === null) {
                vErrors = [err35];
              } else {
                vErrors.push(err35);
              }
              errors++;
            }
            if (data15.why === void 0) {
              const err36 = { instancePath: instancePath + "/outOfPlan/" + i1, schemaPath: "#/properties/outOfPlan/items/required", keyword: "required", params: { missingProperty: "why" }, message: "must have required property 'why'" };
              if (vErrors === null) {
                vErrors = [err36];
              } else {
                vErrors.push(err36);
              }
              errors++;
            }
            for (const key2 in data15) {
              if (!(key2 === "file" || key2 === "why")) {
                const err37 = { instancePath: instancePath + "/outOfPlan/" + i1, schemaPath: "#/properties/outOfPlan/items/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key2 }, message: "must NOT have additional properties" };
                if (vErrors === null) {
                  vErrors = [err37];
                } else {
                  vErrors.push(err37);
                }
                errors++;
              }
            }
            if (data15.file !== void 0) {
              if (typeof data15.file !== "string") {
                const err38 = { instancePath: instancePath + "/outOfPlan/" + i1 + "/file", schemaPath: "#/properties/outOfPlan/items/properties/file/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err38];
                } else {
                  vErrors.push(err38);
                }
                errors++;
              }
            }
            if (data15.why !== void 0) {
              let data17 = data15.why;
              if (typeof data17 !== "string" && data17 !== null) {
                const err39 = { instancePath: instancePath + "/outOfPlan/" + i1 + "/why", schemaPath: "#/properties/outOfPlan/items/properties/why/type", keyword: "type", params: { type: schema81.properties.outOfPlan.items.properties.why.type }, message: "must be string,null" };
                if (vErrors === null) {
                  vErrors = [err39];
                } else {
                  vErrors.push(err39);
                }
                errors++;
              }
            }
          } else {
            const err40 = { instancePath: instancePath + "/outOfPlan/" + i1, schemaPath: "#/properties/outOfPlan/items/type", keyword: "type", params: { type: "object" }, message: "must be object" };
            if (vErrors === null) {
              vErrors = [err40];
            } else {
              vErrors.push(err40);
            }
            errors++;
          }
        }
      } else {
        const err41 = { instancePath: instancePath + "/outOfPlan", schemaPath: "#/properties/outOfPlan/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err41];
        } else {
          vErrors.push(err41);
        }
        errors++;
      }
    }
  } else {
    const err42 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err42];
    } else {
      vErrors.push(err42);
    }
    errors++;
  }
  validate229.errors = vErrors;
  return errors === 0;
}
validate229.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
var schema82 = { "title": "ReportFollowUp", "description": "Work that this run does not do.", "type": "object", "additionalProperties": false, "required": ["id", "kind", "level", "origin", "title", "suggestedPhase", "scope", "reason", "autoSpawn", "spawned"], "properties": { "id": { "description": "Unique in its run.", "type": "string" }, "kind": { "enum": ["out-of-scope", "declined-recommendation", "residual-risk", "clarification"] }, "level": { "description": "Severity of the finding it comes from; note for what an agent only said.", "enum": ["blocker", "major", "minor", "note"] }, "origin": { "description": "Id of a finding, or the seat that said it.", "type": "string" }, "title": { "type": "string" }, "suggestedPhase": { "type": "string" }, "scope": { "type": "string" }, "reason": { "type": "string" }, "autoSpawn": { "description": "Whether it became an item without being asked for.", "type": "boolean" }, "spawned": { "description": "Path of the item made of it at the end of the run, relative to the repository.", "type": ["string", "null"] } } };
function validate233(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate233.evaluated;
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
    if (data.level === void 0) {
      const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "level" }, message: "must have required property 'level'" };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    if (data.origin === void 0) {
      const err3 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "origin" }, message: "must have required property 'origin'" };
      if (vErrors === null) {
        vErrors = [err3];
      } else {
        vErrors.push(err3);
      }
      errors++;
    }
    if (data.title === void 0) {
      const err4 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "title" }, message: "must have required property 'title'" };
      if (vErrors === null) {
        vErrors = [err4];
      } else {
        vErrors.push(err4);
      }
      errors++;
    }
    if (data.suggestedPhase === void 0) {
      const err5 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "suggestedPhase" }, message: "must have required property 'suggestedPhase'" };
      if (vErrors === null) {
        vErrors = [err5];
      } else {
        vErrors.push(err5);
      }
      errors++;
    }
    if (data.scope === void 0) {
      const err6 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "scope" }, message: "must have required property 'scope'" };
      if (vErrors === null) {
        vErrors = [err6];
      } else {
        vErrors.push(err6);
      }
      errors++;
    }
    if (data.reason === void 0) {
      const err7 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "reason" }, message: "must have required property 'reason'" };
      if (vErrors === null) {
        vErrors = [err7];
      } else {
        vErrors.push(err7);
      }
      errors++;
    }
    if (data.autoSpawn === void 0) {
      const err8 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "autoSpawn" }, message: "must have required property 'autoSpawn'" };
      if (vErrors === null) {
        vErrors = [err8];
      } else {
        vErrors.push(err8);
      }
      errors++;
    }
    if (data.spawned === void 0) {
      const err9 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "spawned" }, message: "must have required property 'spawned'" };
      if (vErrors === null) {
        vErrors = [err9];
      } else {
        vErrors.push(err9);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!func1.call(schema82.properties, key0)) {
        const err10 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err10];
        } else {
          vErrors.push(err10);
        }
        errors++;
      }
    }
    if (data.id !== void 0) {
      if (typeof data.id !== "string") {
        const err11 = { instancePath: instancePath + "/id", schemaPath: "#/properties/id/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err11];
        } else {
          vErrors.push(err11);
        }
        errors++;
      }
    }
    if (data.kind !== void 0) {
      let data1 = data.kind;
      if (!(data1 === "out-of-scope" || data1 === "declined-recommendation" || data1 === "residual-risk" || data1 === "clarification")) {
        const err12 = { instancePath: instancePath + "/kind", schemaPath: "#/properties/kind/enum", keyword: "enum", params: { allowedValues: schema82.properties.kind.enum }, message: "must be equal to one of the allowed values" };
        if (vErrors === null) {
          vErrors = [err12];
        } else {
          vErrors.push(err12);
        }
        errors++;
      }
    }
    if (data.level !== void 0) {
      let data2 = data.level;
      if (!(data2 === "blocker" || data2 === "major" || data2 === "minor" || data2 === "note")) {
        const err13 = { instancePath: instancePath + "/level", schemaPath: "#/properties/level/enum", keyword: "enum", params: { allowedValues: schema82.properties.level.enum }, message: "must be equal to one of the allowed values" };
        if (vErrors === null) {
          vErrors = [err13];
        } else {
          vErrors.push(err13);
        }
        errors++;
      }
    }
    if (data.origin !== void 0) {
      if (typeof data.origin !== "string") {
        const err14 = { instancePath: instancePath + "/origin", schemaPath: "#/properties/origin/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err14];
        } else {
          vErrors.push(err14);
        }
        errors++;
      }
    }
    if (data.title !== void 0) {
      if (typeof data.title !== "string") {
        const err15 = { instancePath: instancePath + "/title", schemaPath: "#/properties/title/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err15];
        } else {
          vErrors.push(err15);
        }
        errors++;
      }
    }
    if (data.suggestedPhase !== void 0) {
      if (typeof data.suggestedPhase !== "string") {
        const err16 = { instancePath: instancePath + "/suggestedPhase", schemaPath: "#/properties/suggestedPhase/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err16];
        } else {
          vErrors.push(err16);
        }
        errors++;
      }
    }
    if (data.scope !== void 0) {
      if (typeof data.scope !== "string") {
        const err17 = { instancePath: instancePath + "/scope", schemaPath: "#/properties/scope/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err17];
        } else {
          vErrors.push(err17);
        }
        errors++;
      }
    }
    if (data.reason !== void 0) {
      if (typeof data.reason !== "string") {
        const err18 = { instancePath: instancePath + "/reason", schemaPath: "#/properties/reason/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err18];
        } else {
          vErrors.push(err18);
        }
        errors++;
      }
    }
    if (data.autoSpawn !== void 0) {
      if (typeof data.autoSpawn !== "boolean") {
        const err19 = { instancePath: instancePath + "/autoSpawn", schemaPath: "#/properties/autoSpawn/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" };
        if (vErrors === null) {
          vErrors = [err19];
        } else {
          vErrors.push(err19);
        }
        errors++;
      }
    }
    if (data.spawned !== void 0) {
      let data9 = data.spawned;
      if (typeof data9 !== "string" && data9 !== null) {
        const err20 = { instancePath: instancePath + "/spawned", schemaPath: "#/properties/spawned/type", keyword: "type", params: { type: schema82.properties.spawned.type }, message: "must be string,null" };
        if (vErrors === null) {
          vErrors = [err20];
        } else {
          vErrors.push(err20);
        }
        errors++;
      }
    }
  } else {
    const err21 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err21];
    } else {
      vErrors.push(err21);
    }
    errors++;
  }
  validate233.errors = vErrors;
  return errors === 0;
}
validate233.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
var schema83 = { "title": "ReportWorkerOutput", "description": "The executor's last final text.", "type": "object", "additionalProperties": false, "required": ["dispatch", "text", "truncated", "bytes", "path"], "properties": { "dispatch": { "type": ["string", "null"] }, "text": { "description": "At most 16 KB: the head and the tail when it is longer.", "type": "string" }, "truncated": { "type": "boolean" }, "bytes": { "description": "Of the full text.", "type": "integer", "minimum": 0 }, "path": { "description": "Of the full text, relative to the run folder.", "type": ["string", "null"] } } };
function validate235(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate235.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.dispatch === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "dispatch" }, message: "must have required property 'dispatch'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.text === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "text" }, message: "must have required property 'text'" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.truncated === void 0) {
      const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "truncated" }, message: "must have required property 'truncated'" };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    if (data.bytes === void 0) {
      const err3 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "bytes" }, message: "must have required property 'bytes'" };
      if (vErrors === null) {
        vErrors = [err3];
      } else {
        vErrors.push(err3);
      }
      errors++;
    }
    if (data.path === void 0) {
      const err4 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "path" }, message: "must have required property 'path'" };
      if (vErrors === null) {
        vErrors = [err4];
      } else {
        vErrors.push(err4);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "dispatch" || key0 === "text" || key0 === "truncated" || key0 === "bytes" || key0 === "path")) {
        const err5 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    if (data.dispatch !== void 0) {
      let data0 = data.dispatch;
      if (typeof data0 !== "string" && data0 !== null) {
        const err6 = { instancePath: instancePath + "/dispatch", schemaPath: "#/properties/dispatch/type", keyword: "type", params: { type: schema83.properties.dispatch.type }, message: "must be string,null" };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
    }
    if (data.text !== void 0) {
      if (typeof data.text !== "string") {
        const err7 = { instancePath: instancePath + "/text", schemaPath: "#/properties/text/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
    }
    if (data.truncated !== void 0) {
      if (typeof data.truncated !== "boolean") {
        const err8 = { instancePath: instancePath + "/truncated", schemaPath: "#/properties/truncated/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
      }
    }
    if (data.bytes !== void 0) {
      let data3 = data.bytes;
      if (!(typeof data3 == "number" && (!(data3 % 1) && !isNaN(data3)) && isFinite(data3))) {
        const err9 = { instancePath: instancePath + "/bytes", schemaPath: "#/properties/bytes/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
        if (vErrors === null) {
          vErrors = [err9];
        } else {
          vErrors.push(err9);
        }
        errors++;
      }
      if (typeof data3 == "number" && isFinite(data3)) {
        if (data3 < 0 || isNaN(data3)) {
          const err10 = { instancePath: instancePath + "/bytes", schemaPath: "#/properties/bytes/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
          if (vErrors === null) {
            vErrors = [err10];
          } else {
            vErrors.push(err10);
          }
          errors++;
        }
      }
    }
    if (data.path !== void 0) {
      let data4 = data.path;
      if (typeof data4 !== "string" && data4 !== null) {
        const err11 = { instancePath: instancePath + "/path", schemaPath: "#/properties/path/type", keyword: "type", params: { type: schema83.properties.path.type }, message: "must be string,null" };
        if (vErrors === null) {
          vErrors = [err11];
        } else {
          vErrors.push(err11);
        }
        errors++;
      }
    }
  } else {
    const err12 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err12];
    } else {
      vErrors.push(err12);
    }
    errors++;
  }
  validate235.errors = vErrors;
  return errors === 0;
}
validate235.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
var schema84 = { "title": "ReportProse", "description": "What the report writer says of the run. Absent: there is none in the roster, or there is nothing to explain yet.", "type": "object", "additionalProperties": false, "required": ["seat", "dispatch", "summary", "rationale", "reason"], "properties": { "seat": { "description": "Who was asked.", "type": "string" }, "dispatch": { "description": "The dispatch that the texts are from; null: there are none.", "type": ["string", "null"] }, "summary": { "description": "What came of it, in Markdown. Every number of it stands in this document.", "type": ["string", "null"] }, "rationale": { "description": "Why the verdict is what it is, in Markdown. Every number of it stands in this document.", "type": ["string", "null"] }, "reason": { "description": "Why there are no texts; then the report says itself what came of it.", "type": ["string", "null"] } } };
function validate237(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate237.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.seat === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "seat" }, message: "must have required property 'seat'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.dispatch === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "dispatch" }, message: "must have required property 'dispatch'" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.summary === void 0) {
      const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "summary" }, message: "must have required property 'summary'" };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    if (data.rationale === void 0) {
      const err3 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "rationale" }, message: "must have required property 'rationale'" };
      if (vErrors === null) {
        vErrors = [err3];
      } else {
        vErrors.push(err3);
      }
      errors++;
    }
    if (data.reason === void 0) {
      const err4 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "reason" }, message: "must have required property 'reason'" };
      if (vErrors === null) {
        vErrors = [err4];
      } else {
        vErrors.push(err4);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "seat" || key0 === "dispatch" || key0 === "summary" || key0 === "rationale" || key0 === "reason")) {
        const err5 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    if (data.seat !== void 0) {
      if (typeof data.seat !== "string") {
        const err6 = { instancePath: instancePath + "/seat", schemaPath: "#/properties/seat/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
    }
    if (data.dispatch !== void 0) {
      let data1 = data.dispatch;
      if (typeof data1 !== "string" && data1 !== null) {
        const err7 = { instancePath: instancePath + "/dispatch", schemaPath: "#/properties/dispatch/type", keyword: "type", params: { type: schema84.properties.dispatch.type }, message: "must be string,null" };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
    }
    if (data.summary !== void 0) {
      let data2 = data.summary;
      if (typeof data2 !== "string" && data2 !== null) {
        const err8 = { instancePath: instancePath + "/summary", schemaPath: "#/properties/summary/type", keyword: "type", params: { type: schema84.properties.summary.type }, message: "must be string,null" };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
      }
    }
    if (data.rationale !== void 0) {
      let data3 = data.rationale;
      if (typeof data3 !== "string" && data3 !== null) {
        const err9 = { instancePath: instancePath + "/rationale", schemaPath: "#/properties/rationale/type", keyword: "type", params: { type: schema84.properties.rationale.type }, message: "must be string,null" };
        if (vErrors === null) {
          vErrors = [err9];
        } else {
          vErrors.push(err9);
        }
        errors++;
      }
    }
    if (data.reason !== void 0) {
      let data4 = data.reason;
      if (typeof data4 !== "string" && data4 !== null) {
        const err10 = { instancePath: instancePath + "/reason", schemaPath: "#/properties/reason/type", keyword: "type", params: { type: schema84.properties.reason.type }, message: "must be string,null" };
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
  validate237.errors = vErrors;
  return errors === 0;
}
validate237.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
var schema85 = { "title": "ReportUsage", "type": "object", "additionalProperties": false, "required": ["byRole", "byAgent", "total"], "properties": { "byRole": { "type": "array", "items": { "title": "ReportRoleUsage", "type": "object", "additionalProperties": false, "required": ["role", "figures", "dispatches", "unreported"], "properties": { "role": { "enum": ["executor", "verifier", "analyst", "report-writer"] }, "figures": { "anyOf": [{ "$ref": "#/$defs/usageFigures" }, { "type": "null" }] }, "dispatches": { "type": "integer", "minimum": 0 }, "unpriced": { "description": "Dispatches whose cost is not known, and not in the figures. Absent in reports of earlier versions.", "type": "integer", "minimum": 0 }, "estimatedTokens": { "description": "Estimated for dispatches that did not say, and not in the figures. Absent in reports of earlier versions.", "type": "integer", "minimum": 0 }, "unreported": { "description": "Dispatches whose agent did not say.", "type": "integer", "minimum": 0 } } } }, "byAgent": { "type": "array", "items": { "title": "ReportAgentUsage", "type": "object", "additionalProperties": false, "required": ["agent", "figures", "dispatches", "unreported"], "properties": { "agent": { "type": "string" }, "figures": { "anyOf": [{ "$ref": "#/$defs/usageFigures" }, { "type": "null" }] }, "dispatches": { "type": "integer", "minimum": 0 }, "unpriced": { "description": "Dispatches whose cost is not known, and not in the figures. Absent in reports of earlier versions.", "type": "integer", "minimum": 0 }, "estimatedTokens": { "description": "Estimated for dispatches that did not say, and not in the figures. Absent in reports of earlier versions.", "type": "integer", "minimum": 0 }, "unreported": { "type": "integer", "minimum": 0 } } } }, "budget": { "title": "ReportBudget", "description": "What the budgets of the run counted, estimates included. Absent in reports of earlier versions.", "type": "object", "additionalProperties": false, "required": ["tokens", "usd"], "properties": { "tokens": { "$ref": "#/$defs/spent" }, "usd": { "$ref": "#/$defs/spent" } } }, "total": { "title": "ReportTotalUsage", "type": "object", "additionalProperties": false, "required": ["figures", "dispatches", "unreported"], "properties": { "figures": { "anyOf": [{ "$ref": "#/$defs/usageFigures" }, { "type": "null" }] }, "dispatches": { "type": "integer", "minimum": 0 }, "unpriced": { "description": "Dispatches whose cost is not known, and not in the figures. Absent in reports of earlier versions.", "type": "integer", "minimum": 0 }, "estimatedTokens": { "description": "Estimated for dispatches that did not say, and not in the figures. Absent in reports of earlier versions.", "type": "integer", "minimum": 0 }, "unreported": { "type": "integer", "minimum": 0 } } } } };
var schema86 = { "title": "ReportSpent", "type": "object", "additionalProperties": false, "required": ["limit", "used", "estimated"], "properties": { "limit": { "description": "null: none.", "type": ["number", "null"], "minimum": 0 }, "used": { "type": "number", "minimum": 0 }, "estimated": { "description": "Whether a part of it is an estimate.", "type": "boolean" } } };
function validate242(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate242.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.limit === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "limit" }, message: "must have required property 'limit'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.used === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "used" }, message: "must have required property 'used'" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.estimated === void 0) {
      const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "estimated" }, message: "must have required property 'estimated'" };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "limit" || key0 === "used" || key0 === "estimated")) {
        const err3 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    if (data.limit !== void 0) {
      let data0 = data.limit;
      if (!(typeof data0 == "number" && isFinite(data0)) && data0 !== null) {
        const err4 = { instancePath: instancePath + "/limit", schemaPath: "#/properties/limit/type", keyword: "type", params: { type: schema86.properties.limit.type }, message: "must be number,null" };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
      if (typeof data0 == "number" && isFinite(data0)) {
        if (data0 < 0 || isNaN(data0)) {
          const err5 = { instancePath: instancePath + "/limit", schemaPath: "#/properties/limit/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
          if (vErrors === null) {
            vErrors = [err5];
          } else {
            vErrors.push(err5);
          }
          errors++;
        }
      }
    }
    if (data.used !== void 0) {
      let data1 = data.used;
      if (typeof data1 == "number" && isFinite(data1)) {
        if (data1 < 0 || isNaN(data1)) {
          const err6 = { instancePath: instancePath + "/used", schemaPath: "#/properties/used/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
          if (vErrors === null) {
            vErrors = [err6];
          } else {
            vErrors.push(err6);
          }
          errors++;
        }
      } else {
        const err7 = { instancePath: instancePath + "/used", schemaPath: "#/properties/used/type", keyword: "type", params: { type: "number" }, message: "must be number" };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
    }
    if (data.estimated !== void 0) {
      if (typeof data.estimated !== "boolean") {
        const err8 = { instancePath: instancePath + "/estimated", schemaPath: "#/properties/estimated/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
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
  validate242.errors = vErrors;
  return errors === 0;
}
validate242.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
function validate239(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate239.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.byRole === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "byRole" }, message: "must have required property 'byRole'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.byAgent === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "byAgent" }, message: "must have required property 'byAgent'" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.total === void 0) {
      const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "total" }, message: "must have required property 'total'" };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "byRole" || key0 === "byAgent" || key0 === "budget" || key0 === "total")) {
        const err3 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    if (data.byRole !== void 0) {
      let data0 = data.byRole;
      if (Array.isArray(data0)) {
        const len0 = data0.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data1 = data0[i0];
          if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
            if (data1.role === void 0) {
              const err4 = { instancePath: instancePath + "/byRole/" + i0, schemaPath: "#/properties/byRole/items/required", keyword: "required", params: { missingProperty: "role" }, message: "must have required property 'role'" };
              if (vErrors === null) {
                vErrors = [err4];
              } else {
                vErrors.push(err4);
              }
              errors++;
            }
            if (data1.figures === void 0) {
              const err5 = { instancePath: instancePath + "/byRole/" + i0, schemaPath: "#/properties/byRole/items/required", keyword: "required", params: { missingProperty: "figures" }, message: "must have required property 'figures'" };
              if (vErrors === null) {
                vErrors = [err5];
              } else {
                vErrors.push(err5);
              }
              errors++;
            }
            if (data1.dispatches === void 0) {
              const err6 = { instancePath: instancePath + "/byRole/" + i0, schemaPath: "#/properties/byRole/items/required", keyword: "required", params: { missingProperty: "dispatches" }, message: "must have required property 'dispatches'" };
              if (vErrors === null) {
                vErrors = [err6];
              } else {
                vErrors.push(err6);
              }
              errors++;
            }
            if (data1.unreported === void 0) {
              const err7 = { instancePath: instancePath + "/byRole/" + i0, schemaPath: "#/properties/byRole/items/required", keyword: "required", params: { missingProperty: "unreported" }, message: "must have required property 'unreported'" };
              if (vErrors === null) {
                vErrors = [err7];
              } else {
                vErrors.push(err7);
              }
              errors++;
            }
            for (const key1 in data1) {
              if (!(key1 === "role" || key1 === "figures" || key1 === "dispatches" || key1 === "unpriced" || key1 === "estimatedTokens" || key1 === "unreported")) {
                const err8 = { instancePath: instancePath + "/byRole/" + i0, schemaPath: "#/properties/byRole/items/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key1 }, message: "must NOT have additional properties" };
                if (vErrors === null) {
                  vErrors = [err8];
                } else {
                  vErrors.push(err8);
                }
                errors++;
              }
            }
            if (data1.role !== void 0) {
              let data2 = data1.role;
              if (!(data2 === "executor" || data2 === "verifier" || data2 === "analyst" || data2 === "report-writer")) {
                const err9 = { instancePath: instancePath + "/byRole/" + i0 + "/role", schemaPath: "#/properties/byRole/items/properties/role/enum", keyword: "enum", params: { allowedValues: schema85.properties.byRole.items.properties.role.enum }, message: "must be equal to one of the allowed values" };
                if (vErrors === null) {
                  vErrors = [err9];
                } else {
                  vErrors.push(err9);
                }
                errors++;
              }
            }
            if (data1.figures !== void 0) {
              let data3 = data1.figures;
              const _errs9 = errors;
              let valid4 = false;
              const _errs10 = errors;
              if (!validate179(data3, { instancePath: instancePath + "/byRole/" + i0 + "/figures", parentData: data1, parentDataProperty: "figures", rootData, dynamicAnchors })) {
                vErrors = vErrors === null ? validate179.errors : vErrors.concat(validate179.errors);
                errors = vErrors.length;
              }
              var _valid0 = _errs10 === errors;
              valid4 = valid4 || _valid0;
              const _errs11 = errors;
              if (data3 !== null) {
                const err10 = { instancePath: instancePath + "/byRole/" + i0 + "/figures", schemaPath: "#/properties/byRole/items/properties/figures/anyOf/1/type", keyword: "type", params: { type: "null" }, message: "must be null" };
                if (vErrors === null) {
                  vErrors = [err10];
                } else {
                  vErrors.push(err10);
                }
                errors++;
              }
              var _valid0 = _errs11 === errors;
              valid4 = valid4 || _valid0;
              if (!valid4) {
                const err11 = { instancePath: instancePath + "/byRole/" + i0 + "/figures", schemaPath: "#/properties/byRole/items/properties/figures/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
                if (vErrors === null) {
                  vErrors = [err11];
                } else {
                  vErrors.push(err11);
                }
                errors++;
              } else {
                errors = _errs9;
                if (vErrors !== null) {
                  if (_errs9) {
                    vErrors.length = _errs9;
                  } else {
                    vErrors = null;
                  }
                }
              }
            }
            if (data1.dispatches !== void 0) {
              let data4 = data1.dispatches;
              if (!(typeof data4 == "number" && (!(data4 % 1) && !isNaN(data4)) && isFinite(data4))) {
                const err12 = { instancePath: instancePath + "/byRole/" + i0 + "/dispatches", schemaPath: "#/properties/byRole/items/properties/dispatches/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
                if (vErrors === null) {
                  vErrors = [err12];
                } else {
                  vErrors.push(err12);
                }
                errors++;
              }
              if (typeof data4 == "number" && isFinite(data4)) {
                if (data4 < 0 || isNaN(data4)) {
                  const err13 = { instancePath: instancePath + "/byRole/" + i0 + "/dispatches", schemaPath: "#/properties/byRole/items/properties/dispatches/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
                  if (vErrors === null) {
                    vErrors = [err13];
                  } else {
                    vErrors.push(err13);
                  }
                  errors++;
                }
              }
            }
            if (data1.unpriced !== void 0) {
              let data5 = data1.unpriced;
              if (!(typeof data5 == "number" && (!(data5 % 1) && !isNaN(data5)) && isFinite(data5))) {
                const err14 = { instancePath: instancePath + "/byRole/" + i0 + "/unpriced", schemaPath: "#/properties/byRole/items/properties/unpriced/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
                if (vErrors === null) {
                  vErrors = [err14];
                } else {
                  vErrors.push(err14);
                }
                errors++;
              }
              if (typeof data5 == "number" && isFinite(data5)) {
                if (data5 < 0 || isNaN(data5)) {
                  const err15 = { instancePath: instancePath + "/byRole/" + i0 + "/unpriced", schemaPath: "#/properties/byRole/items/properties/unpriced/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
                  if (vErrors === null) {
                    vErrors = [err15];
                  } else {
                    vErrors.push(err15);
                  }
                  errors++;
                }
              }
            }
            if (data1.estimatedTokens !== void 0) {
              let data6 = data1.estimatedTokens;
              if (!(typeof data6 == "number" && (!(data6 % 1) && !isNaN(data6)) && isFinite(data6))) {
                const err16 = { instancePath: instancePath + "/byRole/" + i0 + "/estimatedTokens", schemaPath: "#/properties/byRole/items/properties/estimatedTokens/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
                if (vErrors === null) {
                  vErrors = [err16];
                } else {
                  vErrors.push(err16);
                }
                errors++;
              }
              if (typeof data6 == "number" && isFinite(data6)) {
                if (data6 < 0 || isNaN(data6)) {
                  const err17 = { instancePath: instancePath + "/byRole/" + i0 + "/estimatedTokens", schemaPath: "#/properties/byRole/items/properties/estimatedTokens/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
                  if (vErrors === null) {
                    vErrors = [err17];
                  } else {
                    vErrors.push(err17);
                  }
                  errors++;
                }
              }
            }
            if (data1.unreported !== void 0) {
              let data7 = data1.unreported;
              if (!(typeof data7 == "number" && (!(data7 % 1) && !isNaN(data7)) && isFinite(data7))) {
                const err18 = { instancePath: instancePath + "/byRole/" + i0 + "/unreported", schemaPath: "#/properties/byRole/items/properties/unreported/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
                if (vErrors === null) {
                  vErrors = [err18];
                } else {
                  vErrors.push(err18);
                }
                errors++;
              }
              if (typeof data7 == "number" && isFinite(data7)) {
                if (data7 < 0 || isNaN(data7)) {
                  const err19 = { instancePath: instancePath + "/byRole/" + i0 + "/unreported", schemaPath: "#/properties/byRole/items/properties/unreported/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
                  if (vErrors === null) {
                    vErrors = [err19];
                  } else {
                    vErrors.push(err19);
                  }
                  errors++;
                }
              }
            }
          } else {
            const err20 = { instancePath: instancePath + "/byRole/" + i0, schemaPath: "#/properties/byRole/items/type", keyword: "type", params: { type: "object" }, message: "must be object" };
            if (vErrors === null) {
              vErrors = [err20];
            } else {
              vErrors.push(err20);
            }
            errors++;
          }
        }
      } else {
        const err21 = { instancePath: instancePath + "/byRole", schemaPath: "#/properties/byRole/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err21];
        } else {
          vErrors.push(err21);
        }
        errors++;
      }
    }
    if (data.byAgent !== void 0) {
      let data8 = data.byAgent;
      if (Array.isArray(data8)) {
        const len1 = data8.length;
        for (let i1 = 0; i1 < len1; i1++) {
          let data9 = data8[i1];
          if (data9 && typeof data9 == "object" && !Array.isArray(data9)) {
            if (data9.agent === void 0) {
              const err22 = { instancePath: instancePath + "/byAgent/" + i1, schemaPath: "#/properties/byAgent/items/required", keyword: "required", params: { missingProperty: "agent" }, message: "must have required property 'agent'" };
              if (vErrors === null) {
                vErrors = [err22];
              } else {
                vErrors.push(err22);
              }
              errors++;
            }
            if (data9.figures === void 0) {
              const err23 = { instancePath: instancePath + "/byAgent/" + i1, schemaPath: "#/properties/byAgent/items/required", keyword: "required", params: { missingProperty: "figures" }, message: "must have required property 'figures'" };
              if (vErrors === null) {
                vErrors = [err23];
              } else {
                vErrors.push(err23);
              }
              errors++;
            }
            if (data9.dispatches === void 0) {
              const err24 = { instancePath: instancePath + "/byAgent/" + i1, schemaPath: "#/properties/byAgent/items/required", keyword: "required", params: { missingProperty: "dispatches" }, message: "must have required property 'dispatches'" };
              if (vErrors === null) {
                vErrors = [err24];
              } else {
                vErrors.push(err24);
              }
              errors++;
            }
            if (data9.unreported === void 0) {
              const err25 = { instancePath: instancePath + "/byAgent/" + i1, schemaPath: "#/properties/byAgent/items/required", keyword: "required", params: { missingProperty: "unreported" }, message: "must have required property 'unreported'" };
              if (vErrors === null) {
                vErrors = [err25];
              } else {
                vErrors.push(err25);
              }
              errors++;
            }
            for (const key2 in data9) {
              if (!(key2 === "agent" || key2 === "figures" || key2 === "dispatches" || key2 === "unpriced" || key2 === "estimatedTokens" || key2 === "unreported")) {
                const err26 = { instancePath: instancePath + "/byAgent/" + i1, schemaPath: "#/properties/byAgent/items/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key2 }, message: "must NOT have additional properties" };
                if (vErrors === null) {
                  vErrors = [err26];
                } else {
                  vErrors.push(err26);
                }
                errors++;
              }
            }
            if (data9.agent !== void 0) {
              if (typeof data9.agent !== "string") {
                const err27 = { instancePath: instancePath + "/byAgent/" + i1 + "/agent", schemaPath: "#/properties/byAgent/items/properties/agent/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err27];
                } else {
                  vErrors.push(err27);
                }
                errors++;
              }
            }
            if (data9.figures !== void 0) {
              let data11 = data9.figures;
              const _errs29 = errors;
              let valid8 = false;
              const _errs30 = errors;
              if (!validate179(data11, { instancePath: instancePath + "/byAgent/" + i1 + "/figures", parentData: data9, parentDataProperty: "figures", rootData, dynamicAnchors })) {
                vErrors = vErrors === null ? validate179.errors : vErrors.concat(validate179.errors);
                errors = vErrors.length;
              }
              var _valid1 = _errs30 === errors;
              valid8 = valid8 || _valid1;
              const _errs31 = errors;
              if (data11 !== null) {
                const err28 = { instancePath: instancePath + "/byAgent/" + i1 + "/figures", schemaPath: "#/properties/byAgent/items/properties/figures/anyOf/1/type", keyword: "type", params: { type: "null" }, message: "must be null" };
                if (vErrors === null) {
                  vErrors = [err28];
                } else {
                  vErrors.push(err28);
                }
                errors++;
              }
              var _valid1 = _errs31 === errors;
              valid8 = valid8 || _valid1;
              if (!valid8) {
                const err29 = { instancePath: instancePath + "/byAgent/" + i1 + "/figures", schemaPath: "#/properties/byAgent/items/properties/figures/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
                if (vErrors === null) {
                  vErrors = [err29];
                } else {
                  vErrors.push(err29);
                }
                errors++;
              } else {
                errors = _errs29;
                if (vErrors !== null) {
                  if (_errs29) {
                    vErrors.length = _errs29;
                  } else {
                    vErrors = null;
                  }
                }
              }
            }
            if (data9.dispatches !== void 0) {
              let data12 = data9.dispatches;
              if (!(typeof data12 == "number" && (!(data12 % 1) && !isNaN(data12)) && isFinite(data12))) {
                const err30 = { instancePath: instancePath + "/byAgent/" + i1 + "/dispatches", schemaPath: "#/properties/byAgent/items/properties/dispatches/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
                if (vErrors === null) {
                  vErrors = [err30];
                } else {
                  vErrors.push(err30);
                }
                errors++;
              }
              if (typeof data12 == "number" && isFinite(data12)) {
                if (data12 < 0 || isNaN(data12)) {
                  const err31 = { instancePath: instancePath + "/byAgent/" + i1 + "/dispatches", schemaPath: "#/properties/byAgent/items/properties/dispatches/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
                  if (vErrors === null) {
                    vErrors = [err31];
                  } else {
                    vErrors.push(err31);
                  }
                  errors++;
                }
              }
            }
            if (data9.unpriced !== void 0) {
              let data13 = data9.unpriced;
              if (!(typeof data13 == "number" && (!(data13 % 1) && !isNaN(data13)) && isFinite(data13))) {
                const err32 = { instancePath: instancePath + "/byAgent/" + i1 + "/unpriced", schemaPath: "#/properties/byAgent/items/properties/unpriced/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
                if (vErrors === null) {
                  vErrors = [err32];
                } else {
                  vErrors.push(err32);
                }
                errors++;
              }
              if (typeof data13 == "number" && isFinite(data13)) {
                if (data13 < 0 || isNaN(data13)) {
                  const err33 = { instancePath: instancePath + "/byAgent/" + i1 + "/unpriced", schemaPath: "#/properties/byAgent/items/properties/unpriced/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
                  if (vErrors === null) {
                    vErrors = [err33];
                  } else {
                    vErrors.push(err33);
                  }
                  errors++;
                }
              }
            }
            if (data9.estimatedTokens !== void 0) {
              let data14 = data9.estimatedTokens;
              if (!(typeof data14 == "number" && (!(data14 % 1) && !isNaN(data14)) && isFinite(data14))) {
                const err34 = { instancePath: instancePath + "/byAgent/" + i1 + "/estimatedTokens", schemaPath: "#/properties/byAgent/items/properties/estimatedTokens/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
                if (vErrors === null) {
                  vErrors = [err34];
                } else {
                  vErrors.push(err34);
                }
                errors++;
              }
              if (typeof data14 == "number" && isFinite(data14)) {
                if (data14 < 0 || isNaN(data14)) {
                  const err35 = { instancePath: instancePath + "/byAgent/" + i1 + "/estimatedTokens", schemaPath: "#/properties/byAgent/items/properties/estimatedTokens/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
                  if (vErrors === null) {
                    vErrors = [err35];
                  } else {
                    vErrors.push(err35);
                  }
                  errors++;
                }
              }
            }
            if (data9.unreported !== void 0) {
              let data15 = data9.unreported;
              if (!(typeof data15 == "number" && (!(data15 % 1) && !isNaN(data15)) && isFinite(data15))) {
                const err36 = { instancePath: instancePath + "/byAgent/" + i1 + "/unreported", schemaPath: "#/properties/byAgent/items/properties/unreported/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
                if (vErrors === null) {
                  vErrors = [err36];
                } else {
                  vErrors.push(err36);
                }
                errors++;
              }
              if (typeof data15 == "number" && isFinite(data15)) {
                if (data15 < 0 || isNaN(data15)) {
                  const err37 = { instancePath: instancePath + "/byAgent/" + i1 + "/unreported", schemaPath: "#/properties/byAgent/items/properties/unreported/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
                  if (vErrors === null) {
                    vErrors = [err37];
                  } else {
                    vErrors.push(err37);
                  }
                  errors++;
                }
              }
            }
          } else {
            const err38 = { instancePath: instancePath + "/byAgent/" + i1, schemaPath: "#/properties/byAgent/items/type", keyword: "type", params: { type: "object" }, message: "must be object" };
            if (vErrors === null) {
              vErrors = [err38];
            } else {
              vErrors.push(err38);
            }
            errors++;
          }
        }
      } else {
        const err39 = { instancePath: instancePath + "/byAgent", schemaPath: "#/properties/byAgent/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err39];
        } else {
          vErrors.push(err39);
        }
        errors++;
      }
    }
    if (data.budget !== void 0) {
      let data16 = data.budget;
      if (data16 && typeof data16 == "object" && !Array.isArray(data16)) {
        if (data16.tokens === void 0) {
          const err40 = { instancePath: instancePath + "/budget", schemaPath: "#/properties/budget/required", keyword: "required", params: { missingProperty: "tokens" }, message: "must have required property 'tokens'" };
          if (vErrors === null) {
            vErrors = [err40];
          } else {
            vErrors.push(err40);
          }
          errors++;
        }
        if (data16.usd === void 0) {
          const err41 = { instancePath: instancePath + "/budget", schemaPath: "#/properties/budget/required", keyword: "required", params: { missingProperty: "usd" }, message: "must have required property 'usd'" };
          if (vErrors === null) {
            vErrors = [err41];
          } else {
            vErrors.push(err41);
          }
          errors++;
        }
        for (const key3 in data16) {
          if (!(key3 === "tokens" || key3 === "usd")) {
            const err42 = { instancePath: instancePath + "/budget", schemaPath: "#/properties/budget/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key3 }, message: "must NOT have additional properties" };
            if (vErrors === null) {
              vErrors = [err42];
            } else {
              vErrors.push(err42);
            }
            errors++;
          }
        }
        if (data16.tokens !== void 0) {
          if (!validate242(data16.tokens, { instancePath: instancePath + "/budget/tokens", parentData: data16, parentDataProperty: "tokens", rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate242.errors : vErrors.concat(validate242.errors);
            errors = vErrors.length;
          }
        }
        if (data16.usd !== void 0) {
          if (!validate242(data16.usd, { instancePath: instancePath + "/budget/usd", parentData: data16, parentDataProperty: "usd", rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate242.errors : vErrors.concat(validate242.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err43 = { instancePath: instancePath + "/budget", schemaPath: "#/properties/budget/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err43];
        } else {
          vErrors.push(err43);
        }
        errors++;
      }
    }
    if (data.total !== void 0) {
      let data19 = data.total;
      if (data19 && typeof data19 == "object" && !Array.isArray(data19)) {
        if (data19.figures === void 0) {
          const err44 = { instancePath: instancePath + "/total", schemaPath: "#/properties/total/required", keyword: "required", params: { missingProperty: "figures" }, message: "must have required property 'figures'" };
          if (vErrors === null) {
            vErrors = [err44];
          } else {
            vErrors.push(err44);
          }
          errors++;
        }
        if (data19.dispatches === void 0) {
          const err45 = { instancePath: instancePath + "/total", schemaPath: "#/properties/total/required", keyword: "required", params: { missingProperty: "dispatches" }, message: "must have required property 'dispatches'" };
          if (vErrors === null) {
            vErrors = [err45];
          } else {
            vErrors.push(err45);
          }
          errors++;
        }
        if (data19.unreported === void 0) {
          const err46 = { instancePath: instancePath + "/total", schemaPath: "#/properties/total/required", keyword: "required", params: { missingProperty: "unreported" }, message: "must have required property 'unreported'" };
          if (vErrors === null) {
            vErrors = [err46];
          } else {
            vErrors.push(err46);
          }
          errors++;
        }
        for (const key4 in data19) {
          if (!(key4 === "figures" || key4 === "dispatches" || key4 === "unpriced" || key4 === "estimatedTokens" || key4 === "unreported")) {
            const err47 = { instancePath: instancePath + "/total", schemaPath: "#/properties/total/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key4 }, message: "must NOT have additional properties" };
            if (vErrors === null) {
              vErrors = [err47];
            } else {
              vErrors.push(err47);
            }
            errors++;
          }
        }
        if (data19.figures !== void 0) {
          let data20 = data19.figures;
          const _errs50 = errors;
          let valid11 = false;
          const _errs51 = errors;
          if (!validate179(data20, { instancePath: instancePath + "/total/figures", parentData: data19, parentDataProperty: "figures", rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate179.errors : vErrors.concat(validate179.errors);
            errors = vErrors.length;
          }
          var _valid2 = _errs51 === errors;
          valid11 = valid11 || _valid2;
          const _errs52 = errors;
          if (data20 !== null) {
            const err48 = { instancePath: instancePath + "/total/figures", schemaPath: "#/properties/total/properties/figures/anyOf/1/type", keyword: "type", params: { type: "null" }, message: "must be null" };
            if (vErrors === null) {
              vErrors = [err48];
            } else {
              vErrors.push(err48);
            }
            errors++;
          }
          var _valid2 = _errs52 === errors;
          valid11 = valid11 || _valid2;
          if (!valid11) {
            const err49 = { instancePath: instancePath + "/total/figures", schemaPath: "#/properties/total/properties/figures/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
            if (vErrors === null) {
              vErrors = [err49];
            } else {
              vErrors.push(err49);
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
        if (data19.dispatches !== void 0) {
          let data21 = data19.dispatches;
          if (!(typeof data21 == "number" && (!(data21 % 1) && !isNaN(data21)) && isFinite(data21))) {
            const err50 = { instancePath: instancePath + "/total/dispatches", schemaPath: "#/properties/total/properties/dispatches/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
            if (vErrors === null) {
              vErrors = [err50];
            } else {
              vErrors.push(err50);
            }
            errors++;
          }
          if (typeof data21 == "number" && isFinite(data21)) {
            if (data21 < 0 || isNaN(data21)) {
              const err51 = { instancePath: instancePath + "/total/dispatches", schemaPath: "#/properties/total/properties/dispatches/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
              if (vErrors === null) {
                vErrors = [err51];
              } else {
                vErrors.push(err51);
              }
              errors++;
            }
          }
        }
        if (data19.unpriced !== void 0) {
          let data22 = data19.unpriced;
          if (!(typeof data22 == "number" && (!(data22 % 1) && !isNaN(data22)) && isFinite(data22))) {
            const err52 = { instancePath: instancePath + "/total/unpriced", schemaPath: "#/properties/total/properties/unpriced/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
            if (vErrors === null) {
              vErrors = [err52];
            } else {
              vErrors.push(err52);
            }
            errors++;
          }
          if (typeof data22 == "number" && isFinite(data22)) {
            if (data22 < 0 || isNaN(data22)) {
              const err53 = { instancePath: instancePath + "/total/unpriced", schemaPath: "#/properties/total/properties/unpriced/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
              if (vErrors === null) {
                vErrors = [err53];
              } else {
                vErrors.push(err53);
              }
              errors++;
            }
          }
        }
        if (data19.estimatedTokens !== void 0) {
          let data23 = data19.estimatedTokens;
          if (!(typeof data23 == "number" && (!(data23 % 1) && !isNaN(data23)) && isFinite(data23))) {
            const err54 = { instancePath: instancePath + "/total/estimatedTokens", schemaPath: "#/properties/total/properties/estimatedTokens/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
            if (vErrors === null) {
              vErrors = [err54];
            } else {
              vErrors.push(err54);
            }
            errors++;
          }
          if (typeof data23 == "number" && isFinite(data23)) {
            if (data23 < 0 || isNaN(data23)) {
              const err55 = { instancePath: instancePath + "/total/estimatedTokens", schemaPath: "#/properties/total/properties/estimatedTokens/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
              if (vErrors === null) {
                vErrors = [err55];
              } else {
                vErrors.push(err55);
              }
              errors++;
            }
          }
        }
        if (data19.unreported !== void 0) {
          let data24 = data19.unreported;
          if (!(typeof data24 == "number" && (!(data24 % 1) && !isNaN(data24)) && isFinite(data24))) {
            const err56 = { instancePath: instancePath + "/total/unreported", schemaPath: "#/properties/total/properties/unreported/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
            if (vErrors === null) {
              vErrors = [err56];
            } else {
              vErrors.push(err56);
            }
            errors++;
          }
          if (typeof data24 == "number" && isFinite(data24)) {
            if (data24 < 0 || isNaN(data24)) {
              const err57 = { instancePath: instancePath + "/total/unreported", schemaPath: "#/properties/total/properties/unreported/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
              if (vErrors === null) {
                vErrors = [err57];
              } else {
                vErrors.push(err57);
              }
              errors++;
            }
          }
        }
      } else {
        const err58 = { instancePath: instancePath + "/total", schemaPath: "#/properties/total/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err58];
        } else {
          vErrors.push(err58);
        }
        errors++;
      }
    }
  } else {
    const err59 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err59];
    } else {
      vErrors.push(err59);
    }
    errors++;
  }
  validate239.errors = vErrors;
  return errors === 0;
}
validate239.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
var schema87 = { "title": "ReportTiming", "description": "Wall clock, from the times of the journal.", "type": "object", "additionalProperties": false, "required": ["totalMs", "phases", "agents"], "properties": { "totalMs": { "description": "From the start to the end, or to the last event, interruptions included.", "type": "number", "minimum": 0 }, "phases": { "description": "Only phases that took place.", "type": "array", "items": { "title": "ReportPhaseTime", "type": "object", "additionalProperties": false, "required": ["phase", "ms"], "properties": { "phase": { "enum": ["prepare", "baseline", "execute", "evidence", "verify", "interrupted"] }, "ms": { "type": "number", "minimum": 0 } } } }, "agents": { "type": "array", "items": { "title": "ReportAgentTime", "type": "object", "additionalProperties": false, "required": ["seat", "role", "ms", "dispatches"], "properties": { "seat": { "type": "string" }, "role": { "enum": ["executor", "verifier", "analyst", "report-writer"] }, "ms": { "type": "number", "minimum": 0 }, "dispatches": { "type": "integer", "minimum": 0 } } } } } };
function validate247(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate247.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.totalMs === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "totalMs" }, message: "must have required property 'totalMs'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.phases === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "phases" }, message: "must have required property 'phases'" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.agents === void 0) {
      const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "agents" }, message: "must have required property 'agents'" };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "totalMs" || key0 === "phases" || key0 === "agents")) {
        const err3 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    if (data.totalMs !== void 0) {
      let data0 = data.totalMs;
      if (typeof data0 == "number" && isFinite(data0)) {
        if (data0 < 0 || isNaN(data0)) {
          const err4 = { instancePath: instancePath + "/totalMs", schemaPath: "#/properties/totalMs/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
          if (vErrors === null) {
            vErrors = [err4];
          } else {
            vErrors.push(err4);
          }
          errors++;
        }
      } else {
        const err5 = { instancePath: instancePath + "/totalMs", schemaPath: "#/properties/totalMs/type", keyword: "type", params: { type: "number" }, message: "must be number" };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    if (data.phases !== void 0) {
      let data1 = data.phases;
      if (Array.isArray(data1)) {
        const len0 = data1.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data2 = data1[i0];
          if (data2 && typeof data2 == "object" && !Array.isArray(data2)) {
            if (data2.phase === void 0) {
              const err6 = { instancePath: instancePath + "/phases/" + i0, schemaPath: "#/properties/phases/items/required", keyword: "required", params: { missingProperty: "phase" }, message: "must have required property 'phase'" };
              if (vErrors === null) {
                vErrors = [err6];
              } else {
                vErrors.push(err6);
              }
              errors++;
            }
            if (data2.ms === void 0) {
              const err7 = { instancePath: instancePath + "/phases/" + i0, schemaPath: "#/properties/phases/items/required", keyword: "required", params: { missingProperty: "ms" }, message: "must have required property 'ms'" };
              if (vErrors === null) {
                vErrors = [err7];
              } else {
                vErrors.push(err7);
              }
              errors++;
            }
            for (const key1 in data2) {
              if (!(key1 === "phase" || key1 === "ms")) {
                const err8 = { instancePath: instancePath + "/phases/" + i0, schemaPath: "#/properties/phases/items/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key1 }, message: "must NOT have additional properties" };
                if (vErrors === null) {
                  vErrors = [err8];
                } else {
                  vErrors.push(err8);
                }
                errors++;
              }
            }
            if (data2.phase !== void 0) {
              let data3 = data2.phase;
              if (!(data3 === "prepare" || data3 === "baseline" || data3 === "execute" || data3 === "evidence" || data3 === "verify" || data3 === "interrupted")) {
                const err9 = { instancePath: instancePath + "/phases/" + i0 + "/phase", schemaPath: "#/properties/phases/items/properties/phase/enum", keyword: "enum", params: { allowedValues: schema87.properties.phases.items.properties.phase.enum }, message: "must be equal to one of the allowed values" };
                if (vErrors === null) {
                  vErrors = [err9];
                } else {
                  vErrors.push(err9);
                }
                errors++;
              }
            }
            if (data2.ms !== void 0) {
              let data4 = data2.ms;
              if (typeof data4 == "number" && isFinite(data4)) {
                if (data4 < 0 || isNaN(data4)) {
                  const err10 = { instancePath: instancePath + "/phases/" + i0 + "/ms", schemaPath: "#/properties/phases/items/properties/ms/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
                  if (vErrors === null) {
                    vErrors = [err10];
                  } else {
                    vErrors.push(err10);
                  }
                  errors++;
                }
              } else {
                const err11 = { instancePath: instancePath + "/phases/" + i0 + "/ms", schemaPath: "#/properties/phases/items/properties/ms/type", keyword: "type", params: { type: "number" }, message: "must be number" };
                if (vErrors === null) {
                  vErrors = [err11];
                } else {
                  vErrors.push(err11);
                }
                errors++;
              }
            }
          } else {
            const err12 = { instancePath: instancePath + "/phases/" + i0, schemaPath: "#/properties/phases/items/type", keyword: "type", params: { type: "object" }, message: "must be object" };
            if (vErrors === null) {
              vErrors = [err12];
            } else {
              vErrors.push(err12);
            }
            errors++;
          }
        }
      } else {
        const err13 = { instancePath: instancePath + "/phases", schemaPath: "#/properties/phases/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err13];
        } else {
          vErrors.push(err13);
        }
        errors++;
      }
    }
    if (data.agents !== void 0) {
      let data5 = data.agents;
      if (Array.isArray(data5)) {
        const len1 = data5.length;
        for (let i1 = 0; i1 < len1; i1++) {
          let data6 = data5[i1];
          if (data6 && typeof data6 == "object" && !Array.isArray(data6)) {
            if (data6.seat === void 0) {
              const err14 = { instancePath: instancePath + "/agents/" + i1, schemaPath: "#/properties/agents/items/required", keyword: "required", params: { missingProperty: "seat" }, message: "must have required property 'seat'" };
              if (vErrors === null) {
                vErrors = [err14];
              } else {
                vErrors.push(err14);
              }
              errors++;
            }
            if (data6.role === void 0) {
              const err15 = { instancePath: instancePath + "/agents/" + i1, schemaPath: "#/properties/agents/items/required", keyword: "required", params: { missingProperty: "role" }, message: "must have required property 'role'" };
              if (vErrors === null) {
                vErrors = [err15];
              } else {
                vErrors.push(err15);
              }
              errors++;
            }
            if (data6.ms === void 0) {
              const err16 = { instancePath: instancePath + "/agents/" + i1, schemaPath: "#/properties/agents/items/required", keyword: "required", params: { missingProperty: "ms" }, message: "must have required property 'ms'" };
              if (vErrors === null) {
                vErrors = [err16];
              } else {
                vErrors.push(err16);
              }
              errors++;
            }
            if (data6.dispatches === void 0) {
              const err17 = { instancePath: instancePath + "/agents/" + i1, schemaPath: "#/properties/agents/items/required", keyword: "required", params: { missingProperty: "dispatches" }, message: "must have required property 'dispatches'" };
              if (vErrors === null) {
                vErrors = [err17];
              } else {
                vErrors.push(err17);
              }
              errors++;
            }
            for (const key2 in data6) {
              if (!(key2 === "seat" || key2 === "role" || key2 === "ms" || key2 === "dispatches")) {
                const err18 = { instancePath: instancePath + "/agents/" + i1, schemaPath: "#/properties/agents/items/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key2 }, message: "must NOT have additional properties" };
                if (vErrors === null) {
                  vErrors = [err18];
                } else {
                  vErrors.push(err18);
                }
                errors++;
              }
            }
            if (data6.seat !== void 0) {
              if (typeof data6.seat !== "string") {
                const err19 = { instancePath: instancePath + "/agents/" + i1 + "/seat", schemaPath: "#/properties/agents/items/properties/seat/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err19];
                } else {
                  vErrors.push(err19);
                }
                errors++;
              }
            }
            if (data6.role !== void 0) {
              let data8 = data6.role;
              if (!(data8 === "executor" || data8 === "verifier" || data8 === "analyst" || data8 === "report-writer")) {
                const err20 = { instancePath: instancePath + "/agents/" + i1 + "/role", schemaPath: "#/properties/agents/items/properties/role/enum", keyword: "enum", params: { allowedValues: schema87.properties.agents.items.properties.role.enum }, message: "must be equal to one of the allowed values" };
                if (vErrors === null) {
                  vErrors = [err20];
                } else {
                  vErrors.push(err20);
                }
                errors++;
              }
            }
            if (data6.ms !== void 0) {
              let data9 = data6.ms;
              if (typeof data9 == "number" && isFinite(data9)) {
                if (data9 < 0 || isNaN(data9)) {
                  const err21 = { instancePath: instancePath + "/agents/" + i1 + "/ms", schemaPath: "#/properties/agents/items/properties/ms/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
                  if (vErrors === null) {
                    vErrors = [err21];
                  } else {
                    vErrors.push(err21);
                  }
                  errors++;
                }
              } else {
                const err22 = { instancePath: instancePath + "/agents/" + i1 + "/ms", schemaPath: "#/properties/agents/items/properties/ms/type", keyword: "type", params: { type: "number" }, message: "must be number" };
                if (vErrors === null) {
                  vErrors = [err22];
                } else {
                  vErrors.push(err22);
                }
                errors++;
              }
            }
            if (data6.dispatches !== void 0) {
              let data10 = data6.dispatches;
              if (!(typeof data10 == "number" && (!(data10 % 1) && !isNaN(data10)) && isFinite(data10))) {
                const err23 = { instancePath: instancePath + "/agents/" + i1 + "/dispatches", schemaPath: "#/properties/agents/items/properties/dispatches/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
                if (vErrors === null) {
                  vErrors = [err23];
                } else {
                  vErrors.push(err23);
                }
                errors++;
              }
              if (typeof data10 == "number" && isFinite(data10)) {
                if (data10 < 0 || isNaN(data10)) {
                  const err24 = { instancePath: instancePath + "/agents/" + i1 + "/dispatches", schemaPath: "#/properties/agents/items/properties/dispatches/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
                  if (vErrors === null) {
                    vErrors = [err24];
                  } else {
                    vErrors.push(err24);
                  }
                  errors++;
                }
              }
            }
          } else {
            const err25 = { instancePath: instancePath + "/agents/" + i1, schemaPath: "#/properties/agents/items/type", keyword: "type", params: { type: "object" }, message: "must be object" };
            if (vErrors === null) {
              vErrors = [err25];
            } else {
              vErrors.push(err25);
            }
            errors++;
          }
        }
      } else {
        const err26 = { instancePath: instancePath + "/agents", schemaPath: "#/properties/agents/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err26];
        } else {
          vErrors.push(err26);
        }
        errors++;
      }
    }
  } else {
    const err27 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err27];
    } else {
      vErrors.push(err27);
    }
    errors++;
  }
  validate247.errors = vErrors;
  return errors === 0;
}
validate247.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
function validate249(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate249.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.os === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "os" }, message: "must have required property 'os'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.node === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "node" }, message: "must have required property 'node'" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.git === void 0) {
      const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "git" }, message: "must have required property 'git'" };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    if (data.sandbox === void 0) {
      const err3 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "sandbox" }, message: "must have required property 'sandbox'" };
      if (vErrors === null) {
        vErrors = [err3];
      } else {
        vErrors.push(err3);
      }
      errors++;
    }
    if (data.distinctVendors === void 0) {
      const err4 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "distinctVendors" }, message: "must have required property 'distinctVendors'" };
      if (vErrors === null) {
        vErrors = [err4];
      } else {
        vErrors.push(err4);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "os" || key0 === "node" || key0 === "git" || key0 === "sandbox" || key0 === "distinctVendors")) {
        const err5 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    if (data.os !== void 0) {
      if (typeof data.os !== "string") {
        const err6 = { instancePath: instancePath + "/os", schemaPath: "#/properties/os/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
    }
    if (data.node !== void 0) {
      if (typeof data.node !== "string") {
        const err7 = { instancePath: instancePath + "/node", schemaPath: "#/properties/node/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
    }
    if (data.git !== void 0) {
      if (typeof data.git !== "string") {
        const err8 = { instancePath: instancePath + "/git", schemaPath: "#/properties/git/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
      }
    }
    if (data.sandbox !== void 0) {
      if (typeof data.sandbox !== "boolean") {
        const err9 = { instancePath: instancePath + "/sandbox", schemaPath: "#/properties/sandbox/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" };
        if (vErrors === null) {
          vErrors = [err9];
        } else {
          vErrors.push(err9);
        }
        errors++;
      }
    }
    if (data.distinctVendors !== void 0) {
      let data4 = data.distinctVendors;
      if (data4 && typeof data4 == "object" && !Array.isArray(data4)) {
        if (data4.count === void 0) {
          const err10 = { instancePath: instancePath + "/distinctVendors", schemaPath: "#/properties/distinctVendors/required", keyword: "required", params: { missingProperty: "count" }, message: "must have required property 'count'" };
          if (vErrors === null) {
            vErrors = [err10];
          } else {
            vErrors.push(err10);
          }
          errors++;
        }
        if (data4.vendors === void 0) {
          const err11 = { instancePath: instancePath + "/distinctVendors", schemaPath: "#/properties/distinctVendors/required", keyword: "required", params: { missingProperty: "vendors" }, message: "must have required property 'vendors'" };
          if (vErrors === null) {
            vErrors = [err11];
          } else {
            vErrors.push(err11);
          }
          errors++;
        }
        for (const key1 in data4) {
          if (!(key1 === "count" || key1 === "vendors")) {
            const err12 = { instancePath: instancePath + "/distinctVendors", schemaPath: "#/properties/distinctVendors/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key1 }, message: "must NOT have additional properties" };
            if (vErrors === null) {
              vErrors = [err12];
            } else {
              vErrors.push(err12);
            }
            errors++;
          }
        }
        if (data4.count !== void 0) {
          let data5 = data4.count;
          if (!(typeof data5 == "number" && (!(data5 % 1) && !isNaN(data5)) && isFinite(data5))) {
            const err13 = { instancePath: instancePath + "/distinctVendors/count", schemaPath: "#/properties/distinctVendors/properties/count/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
            if (vErrors === null) {
              vErrors = [err13];
            } else {
              vErrors.push(err13);
            }
            errors++;
          }
          if (typeof data5 == "number" && isFinite(data5)) {
            if (data5 < 0 || isNaN(data5)) {
              const err14 = { instancePath: instancePath + "/distinctVendors/count", schemaPath: "#/properties/distinctVendors/properties/count/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
              if (vErrors === null) {
                vErrors = [err14];
              } else {
                vErrors.push(err14);
              }
              errors++;
            }
          }
        }
        if (data4.vendors !== void 0) {
          let data6 = data4.vendors;
          if (Array.isArray(data6)) {
            const len0 = data6.length;
            for (let i0 = 0; i0 < len0; i0++) {
              if (typeof data6[i0] !== "string") {
                const err15 = { instancePath: instancePath + "/distinctVendors/vendors/" + i0, schemaPath: "#/properties/distinctVendors/properties/vendors/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err15];
                } else {
                  vErrors.push(err15);
                }
                errors++;
              }
            }
          } else {
            const err16 = { instancePath: instancePath + "/distinctVendors/vendors", schemaPath: "#/properties/distinctVendors/properties/vendors/type", keyword: "type", params: { type: "array" }, message: "must be array" };
            if (vErrors === null) {
              vErrors = [err16];
            } else {
              vErrors.push(err16);
            }
            errors++;
          }
        }
      } else {
        const err17 = { instancePath: instancePath + "/distinctVendors", schemaPath: "#/properties/distinctVendors/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err17];
        } else {
          vErrors.push(err17);
        }
        errors++;
      }
    }
  } else {
    const err18 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err18];
    } else {
      vErrors.push(err18);
    }
    errors++;
  }
  validate249.errors = vErrors;
  return errors === 0;
}
validate249.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
function validate164(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  ;
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate164.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.schemaVersion === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "schemaVersion" }, message: "must have required property 'schemaVersion'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.run === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "run" }, message: "must have required property 'run'" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.item === void 0) {
      const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "item" }, message: "must have required property 'item'" };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    if (data.agents === void 0) {
      const err3 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "agents" }, message: "must have required property 'agents'" };
      if (vErrors === null) {
        vErrors = [err3];
      } else {
        vErrors.push(err3);
      }
      errors++;
    }
    if (data.attempts === void 0) {
      const err4 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "attempts" }, message: "must have required property 'attempts'" };
      if (vErrors === null) {
        vErrors = [err4];
      } else {
        vErrors.push(err4);
      }
      errors++;
    }
    if (data.checks === void 0) {
      const err5 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "checks" }, message: "must have required property 'checks'" };
      if (vErrors === null) {
        vErrors = [err5];
      } else {
        vErrors.push(err5);
      }
      errors++;
    }
    if (data.criteria === void 0) {
      const err6 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "criteria" }, message: "must have required property 'criteria'" };
      if (vErrors === null) {
        vErrors = [err6];
      } else {
        vErrors.push(err6);
      }
      errors++;
    }
    if (data.findings === void 0) {
      const err7 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "findings" }, message: "must have required property 'findings'" };
      if (vErrors === null) {
        vErrors = [err7];
      } else {
        vErrors.push(err7);
      }
      errors++;
    }
    if (data.convergence === void 0) {
      const err8 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "convergence" }, message: "must have required property 'convergence'" };
      if (vErrors === null) {
        vErrors = [err8];
      } else {
        vErrors.push(err8);
      }
      errors++;
    }
    if (data.commits === void 0) {
      const err9 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "commits" }, message: "must have required property 'commits'" };
      if (vErrors === null) {
        vErrors = [err9];
      } else {
        vErrors.push(err9);
      }
      errors++;
    }
    if (data.diff === void 0) {
      const err10 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "diff" }, message: "must have required property 'diff'" };
      if (vErrors === null) {
        vErrors = [err10];
      } else {
        vErrors.push(err10);
      }
      errors++;
    }
    if (data.remainingTasks === void 0) {
      const err11 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "remainingTasks" }, message: "must have required property 'remainingTasks'" };
      if (vErrors === null) {
        vErrors = [err11];
      } else {
        vErrors.push(err11);
      }
      errors++;
    }
    if (data.followUps === void 0) {
      const err12 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "followUps" }, message: "must have required property 'followUps'" };
      if (vErrors === null) {
        vErrors = [err12];
      } else {
        vErrors.push(err12);
      }
      errors++;
    }
    if (data.workerOutput === void 0) {
      const err13 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "workerOutput" }, message: "must have required property 'workerOutput'" };
      if (vErrors === null) {
        vErrors = [err13];
      } else {
        vErrors.push(err13);
      }
      errors++;
    }
    if (data.usage === void 0) {
      const err14 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "usage" }, message: "must have required property 'usage'" };
      if (vErrors === null) {
        vErrors = [err14];
      } else {
        vErrors.push(err14);
      }
      errors++;
    }
    if (data.timing === void 0) {
      const err15 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "timing" }, message: "must have required property 'timing'" };
      if (vErrors === null) {
        vErrors = [err15];
      } else {
        vErrors.push(err15);
      }
      errors++;
    }
    if (data.environment === void 0) {
      const err16 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "environment" }, message: "must have required property 'environment'" };
      if (vErrors === null) {
        vErrors = [err16];
      } else {
        vErrors.push(err16);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!func1.call(schema53.properties, key0)) {
        const err17 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err17];
        } else {
          vErrors.push(err17);
        }
        errors++;
      }
    }
    if (data.schemaVersion !== void 0) {
      if (1 !== data.schemaVersion) {
        const err18 = { instancePath: instancePath + "/schemaVersion", schemaPath: "#/properties/schemaVersion/const", keyword: "const", params: { allowedValue: 1 }, message: "must be equal to constant" };
        if (vErrors === null) {
          vErrors = [err18];
        } else {
          vErrors.push(err18);
        }
        errors++;
      }
    }
    if (data.run !== void 0) {
      if (!validate165(data.run, { instancePath: instancePath + "/run", parentData: data, parentDataProperty: "run", rootData, dynamicAnchors })) {
        vErrors = vErrors === null ? validate165.errors : vErrors.concat(validate165.errors);
        errors = vErrors.length;
      }
    }
    if (data.item !== void 0) {
      if (!validate171(data.item, { instancePath: instancePath + "/item", parentData: data, parentDataProperty: "item", rootData, dynamicAnchors })) {
        vErrors = vErrors === null ? validate171.errors : vErrors.concat(validate171.errors);
        errors = vErrors.length;
      }
    }
    if (data.agents !== void 0) {
      let data3 = data.agents;
      if (Array.isArray(data3)) {
        const len0 = data3.length;
        for (let i0 = 0; i0 < len0; i0++) {
          if (!validate173(data3[i0], { instancePath: instancePath + "/agents/" + i0, parentData: data3, parentDataProperty: i0, rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate173.errors : vErrors.concat(validate173.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err19 = { instancePath: instancePath + "/agents", schemaPath: "#/properties/agents/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err19];
        } else {
          vErrors.push(err19);
        }
        errors++;
      }
    }
    if (data.attempts !== void 0) {
      let data5 = data.attempts;
      if (Array.isArray(data5)) {
        const len1 = data5.length;
        for (let i1 = 0; i1 < len1; i1++) {
          if (!validate187(data5[i1], { instancePath: instancePath + "/attempts/" + i1, parentData: data5, parentDataProperty: i1, rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate187.errors : vErrors.concat(validate187.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err20 = { instancePath: instancePath + "/attempts", schemaPath: "#/properties/attempts/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err20];
        } else {
          vErrors.push(err20);
        }
        errors++;
      }
    }
    if (data.checks !== void 0) {
      if (!validate211(data.checks, { instancePath: instancePath + "/checks", parentData: data, parentDataProperty: "checks", rootData, dynamicAnchors })) {
        vErrors = vErrors === null ? validate211.errors : vErrors.concat(validate211.errors);
        errors = vErrors.length;
      }
    }
    if (data.criteria !== void 0) {
      let data8 = data.criteria;
      if (Array.isArray(data8)) {
        const len2 = data8.length;
        for (let i2 = 0; i2 < len2; i2++) {
          if (!validate217(data8[i2], { instancePath: instancePath + "/criteria/" + i2, parentData: data8, parentDataProperty: i2, rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate217.errors : vErrors.concat(validate217.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err21 = { instancePath: instancePath + "/criteria", schemaPath: "#/properties/criteria/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err21];
        } else {
          vErrors.push(err21);
        }
        errors++;
      }
    }
    if (data.findings !== void 0) {
      let data10 = data.findings;
      if (Array.isArray(data10)) {
        const len3 = data10.length;
        for (let i3 = 0; i3 < len3; i3++) {
          if (!validate219(data10[i3], { instancePath: instancePath + "/findings/" + i3, parentData: data10, parentDataProperty: i3, rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate219.errors : vErrors.concat(validate219.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err22 = { instancePath: instancePath + "/findings", schemaPath: "#/properties/findings/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err22];
        } else {
          vErrors.push(err22);
        }
        errors++;
      }
    }
    if (data.convergence !== void 0) {
      if (!validate225(data.convergence, { instancePath: instancePath + "/convergence", parentData: data, parentDataProperty: "convergence", rootData, dynamicAnchors })) {
        vErrors = vErrors === null ? validate225.errors : vErrors.concat(validate225.errors);
        errors = vErrors.length;
      }
    }
    if (data.commits !== void 0) {
      let data13 = data.commits;
      if (Array.isArray(data13)) {
        const len4 = data13.length;
        for (let i4 = 0; i4 < len4; i4++) {
          if (!validate227(data13[i4], { instancePath: instancePath + "/commits/" + i4, parentData: data13, parentDataProperty: i4, rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate227.errors : vErrors.concat(validate227.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err23 = { instancePath: instancePath + "/commits", schemaPath: "#/properties/commits/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err23];
        } else {
          vErrors.push(err23);
        }
        errors++;
      }
    }
    if (data.diff !== void 0) {
      if (!validate229(data.diff, { instancePath: instancePath + "/diff", parentData: data, parentDataProperty: "diff", rootData, dynamicAnchors })) {
        vErrors = vErrors === null ? validate229.errors : vErrors.concat(validate229.errors);
        errors = vErrors.length;
      }
    }
    if (data.remainingTasks !== void 0) {
      let data16 = data.remainingTasks;
      if (Array.isArray(data16)) {
        const len5 = data16.length;
        for (let i5 = 0; i5 < len5; i5++) {
          if (!validate188(data16[i5], { instancePath: instancePath + "/remainingTasks/" + i5, parentData: data16, parentDataProperty: i5, rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate188.errors : vErrors.concat(validate188.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err24 = { instancePath: instancePath + "/remainingTasks", schemaPath: "#/properties/remainingTasks/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err24];
        } else {
          vErrors.push(err24);
        }
        errors++;
      }
    }
    if (data.followUps !== void 0) {
      let data18 = data.followUps;
      if (Array.isArray(data18)) {
        const len6 = data18.length;
        for (let i6 = 0; i6 < len6; i6++) {
          if (!validate233(data18[i6], { instancePath: instancePath + "/followUps/" + i6, parentData: data18, parentDataProperty: i6, rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate233.errors : vErrors.concat(validate233.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err25 = { instancePath: instancePath + "/followUps", schemaPath: "#/properties/followUps/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err25];
        } else {
          vErrors.push(err25);
        }
        errors++;
      }
    }
    if (data.workerOutput !== void 0) {
      if (!validate235(data.workerOutput, { instancePath: instancePath + "/workerOutput", parentData: data, parentDataProperty: "workerOutput", rootData, dynamicAnchors })) {
        vErrors = vErrors === null ? validate235.errors : vErrors.concat(validate235.errors);
        errors = vErrors.length;
      }
    }
    if (data.prose !== void 0) {
      if (!validate237(data.prose, { instancePath: instancePath + "/prose", parentData: data, parentDataProperty: "prose", rootData, dynamicAnchors })) {
        vErrors = vErrors === null ? validate237.errors : vErrors.concat(validate237.errors);
        errors = vErrors.length;
      }
    }
    if (data.usage !== void 0) {
      if (!validate239(data.usage, { instancePath: instancePath + "/usage", parentData: data, parentDataProperty: "usage", rootData, dynamicAnchors })) {
        vErrors = vErrors === null ? validate239.errors : vErrors.concat(validate239.errors);
        errors = vErrors.length;
      }
    }
    if (data.timing !== void 0) {
      if (!validate247(data.timing, { instancePath: instancePath + "/timing", parentData: data, parentDataProperty: "timing", rootData, dynamicAnchors })) {
        vErrors = vErrors === null ? validate247.errors : vErrors.concat(validate247.errors);
        errors = vErrors.length;
      }
    }
    if (data.environment !== void 0) {
      if (!validate249(data.environment, { instancePath: instancePath + "/environment", parentData: data, parentDataProperty: "environment", rootData, dynamicAnchors })) {
        vErrors = vErrors === null ? validate249.errors : vErrors.concat(validate249.errors);
        errors = vErrors.length;
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
  validate164.errors = vErrors;
  return errors === 0;
}
validate164.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
export {
  validateReport
};
