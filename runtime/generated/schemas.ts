// Generated from schemas/ by "npm run generate". Do not edit.
// inputs: 6346aad7fe0540c4
export const configSchema: Readonly<Record<string, unknown>> = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "config.schema.json",
  "title": "Config",
  "description": "okstra.yaml at the repository's top. Durations are text such as 90s, 10m or 1h; sizes are text such as 64MB.",
  "type": "object",
  "additionalProperties": false,
  "properties": {
    "project": {
      "description": "First part of task keys. Absent: the package's name, else the folder's.",
      "type": "string",
      "minLength": 1,
      "maxLength": 100
    },
    "sources": {
      "description": "Where work items are read from, relative to the repository.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "specs": {
          "description": "Folder of the spec folders. Absent: specs, else docs/specs.",
          "$ref": "#/$defs/relativePath"
        },
        "frds": {
          "$ref": "#/$defs/relativePath",
          "default": "specs/frds"
        },
        "tasks": {
          "$ref": "#/$defs/relativePath",
          "default": "docs/specs"
        }
      }
    },
    "agents": {
      "description": "Agents by name. claude, codex and gemini are there without being configured.",
      "type": "object",
      "propertyNames": {
        "pattern": "^[A-Za-z][A-Za-z0-9_-]{0,49}$"
      },
      "additionalProperties": {
        "$ref": "#/$defs/agent"
      }
    },
    "models": {
      "description": "Names of models that are allowed besides those that `okstra config models` lists, by vendor.",
      "type": "object",
      "additionalProperties": {
        "type": "array",
        "items": {
          "$ref": "#/$defs/model"
        }
      }
    },
    "roles": {
      "description": "Who does what. An agent's name, or name:model.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "executor": {
          "description": "Absent: the first of claude, codex, gemini that is installed.",
          "$ref": "#/$defs/agentRef"
        },
        "verifiers": {
          "description": "Absent: all of claude, codex, gemini that are installed.",
          "type": "array",
          "minItems": 1,
          "items": {
            "$ref": "#/$defs/agentRef"
          }
        },
        "reportWriter": {
          "description": "none: reports carry no prose of an agent.",
          "$ref": "#/$defs/agentRef",
          "default": "none"
        }
      }
    },
    "run": {
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "mode": {
          "description": "strict: every check must pass. parallel: others may be working in the same repository.",
          "type": "string",
          "enum": [
            "strict",
            "parallel"
          ],
          "default": "strict"
        },
        "level": {
          "description": "light: one verifier, no baseline. cross: all verifiers.",
          "type": "string",
          "enum": [
            "light",
            "cross"
          ],
          "default": "cross"
        },
        "maxAttempts": {
          "type": "integer",
          "minimum": 1,
          "maximum": 100,
          "default": 2
        },
        "timeout": {
          "description": "Wall clock of one dispatch.",
          "$ref": "#/$defs/duration",
          "default": "60m"
        },
        "silence": {
          "description": "Longest silence of an agent, tool calls apart; one for all roles, or one by role.",
          "anyOf": [
            {
              "$ref": "#/$defs/duration"
            },
            {
              "$ref": "#/$defs/roleDurations"
            }
          ],
          "default": "10m"
        },
        "firstResponse": {
          "description": "Longest wait for a model to begin its answer, where the agent's output shows that it was asked.",
          "$ref": "#/$defs/duration",
          "default": "45s"
        },
        "toolTimeout": {
          "description": "Longest silence of an agent while a tool call of it is open.",
          "$ref": "#/$defs/duration",
          "default": "15m"
        },
        "outputCap": {
          "description": "Output of one dispatch after which the agent is stopped.",
          "$ref": "#/$defs/size",
          "default": "4GB"
        },
        "logCap": {
          "description": "Kept of each stream of a dispatch on disk, a quarter of it from its beginning and the rest from its end.",
          "$ref": "#/$defs/size",
          "default": "64MB"
        },
        "maxTime": {
          "description": "Wall clock of a whole run; time in which okstra was not running, or waited for a quota, does not count.",
          "$ref": "#/$defs/duration",
          "default": "12h"
        },
        "minFreeDisk": {
          "description": "Free space that the volumes of the run folder, of $OKSTRA_HOME and of the temporary folder must have.",
          "$ref": "#/$defs/size",
          "default": "200MB"
        },
        "waitQuota": {
          "description": "Wait in place for a quota whose end is known: true (6h at most), or the longest wait of a run.",
          "anyOf": [
            {
              "type": "boolean"
            },
            {
              "$ref": "#/$defs/duration"
            }
          ],
          "default": false
        },
        "budgetTokens": {
          "description": "Tokens of all agents of a run together.",
          "type": "integer",
          "minimum": 1,
          "default": 5000000
        },
        "budgetUsd": {
          "description": "US dollars of all agents of a run together whose cost is known. Absent: no limit.",
          "type": "number",
          "exclusiveMinimum": 0
        },
        "reserveTokens": {
          "title": "ReservedTokens",
          "description": "Tokens that have to be left for one dispatch of a role. Absent: a share of the budget, later what the seat used before.",
          "type": "object",
          "additionalProperties": false,
          "properties": {
            "executor": {
              "type": "integer",
              "minimum": 1
            },
            "verifier": {
              "type": "integer",
              "minimum": 1
            }
          }
        },
        "reserveUsd": {
          "title": "ReservedUsd",
          "description": "US dollars that have to be left for one dispatch of a role. Absent: as for reserveTokens.",
          "type": "object",
          "additionalProperties": false,
          "properties": {
            "executor": {
              "type": "number",
              "exclusiveMinimum": 0
            },
            "verifier": {
              "type": "number",
              "exclusiveMinimum": 0
            }
          }
        },
        "baselineCache": {
          "description": "Take the results of checks on the base from an earlier run on the same tree.",
          "type": "boolean",
          "default": true
        },
        "checkSandbox": {
          "description": "A sandbox around checks, set-up commands and reproducers. auto: where it works. off: never. required: a run without it is refused.",
          "type": "string",
          "enum": [
            "auto",
            "off",
            "required"
          ],
          "default": "auto"
        },
        "acceptanceCommands": {
          "description": "Checks of items that name none of their own.",
          "type": "array",
          "items": {
            "$ref": "#/$defs/command"
          },
          "default": []
        }
      }
    },
    "convergence": {
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "enabled": {
          "type": "boolean",
          "default": true
        },
        "maxRounds": {
          "type": "integer",
          "minimum": 1,
          "maximum": 3,
          "default": 2
        },
        "verificationMode": {
          "type": "string",
          "enum": [
            "lightweight",
            "full-reanalysis"
          ],
          "default": "lightweight"
        }
      }
    },
    "verification": {
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "requireCrossVendor": {
          "description": "Refuse a roster without a verifier of another vendor than the executor's.",
          "type": "boolean",
          "default": false
        },
        "allowMissing": {
          "description": "Go on when a verifier of the roster cannot run.",
          "type": "boolean",
          "default": false
        },
        "panel": {
          "description": "full: every verifier of the roster. auto: fewer for a tiny change, more as soon as one has something to say.",
          "type": "string",
          "enum": [
            "full",
            "auto"
          ],
          "default": "full"
        }
      }
    },
    "checks": {
      "description": "Commands okstra runs itself, by category.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "lint": {
          "type": "array",
          "items": {
            "$ref": "#/$defs/check"
          },
          "default": []
        },
        "format": {
          "type": "array",
          "items": {
            "$ref": "#/$defs/check"
          },
          "default": []
        },
        "typecheck": {
          "type": "array",
          "items": {
            "$ref": "#/$defs/check"
          },
          "default": []
        },
        "test": {
          "type": "array",
          "items": {
            "$ref": "#/$defs/check"
          },
          "default": []
        }
      }
    },
    "worktree": {
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "setup": {
          "description": "Commands that make a fresh worktree usable. Absent: the frozen install of the lockfile found. []: none.",
          "type": "array",
          "items": {
            "$ref": "#/$defs/command"
          }
        },
        "copy": {
          "description": "Ignored files copied into a fresh worktree.",
          "type": "array",
          "items": {
            "$ref": "#/$defs/relativePath"
          },
          "default": []
        }
      }
    },
    "report": {
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "language": {
          "type": "string",
          "enum": [
            "en",
            "ko"
          ],
          "default": "en"
        }
      }
    },
    "git": {
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "hooks": {
          "description": "Run the repository's git hooks when okstra commits.",
          "type": "boolean",
          "default": false
        }
      }
    },
    "leases": {
      "description": "The right to work on an item, which one run has at a time.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "remote": {
          "description": "Name of a git remote where leases are taken too, so that other clones and machines see them. none: this repository only.",
          "type": "string",
          "pattern": "^[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}$",
          "default": "none"
        },
        "ttl": {
          "description": "How long a lease is good for without being renewed, from 3s; a run renews it three times as often.",
          "$ref": "#/$defs/duration",
          "default": "30m"
        },
        "clockSkew": {
          "description": "By how much clocks of machines may differ, at most a third of ttl: a holder that cannot renew stops so long before the end, another machine takes over so long after it.",
          "$ref": "#/$defs/duration",
          "default": "2m"
        },
        "remoteTimeout": {
          "description": "How long each call to the remote may take.",
          "$ref": "#/$defs/duration",
          "default": "20s"
        }
      }
    },
    "frd": {
      "description": "Feature documents: claims on their tasks, and what runs remember.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "remote": {
          "description": "Name of the git remote where tasks are claimed. Absent: origin where there is one. none: claims are files of this checkout.",
          "type": "string",
          "pattern": "^[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}$"
        },
        "claimTtl": {
          "description": "How long a claim is good for without being renewed, from 3s.",
          "$ref": "#/$defs/duration",
          "default": "24h"
        },
        "mergeLease": {
          "description": "How long the claims of a finished bundle wait for its branch to be merged.",
          "$ref": "#/$defs/age",
          "default": "14d"
        },
        "notesTokens": {
          "description": "How much of .codex/NOTES.md a prompt may hold, in tokens.",
          "type": "integer",
          "minimum": 0,
          "maximum": 100000,
          "default": 1500
        }
      }
    },
    "redact": {
      "description": "Secrets besides those that okstra knows by the names of variables and by their shapes.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "env": {
          "description": "Variables whose values are redacted whatever their names say: of okstra's environment, of agents, of checks, and in the files below.",
          "type": "array",
          "items": {
            "type": "string",
            "pattern": "^[A-Za-z_][A-Za-z0-9_]*$",
            "maxLength": 200
          },
          "default": []
        },
        "files": {
          "description": "Files of the form NAME=value, relative to the repository, whose secret-looking and named variables are redacted.",
          "type": "array",
          "items": {
            "type": "string",
            "minLength": 1,
            "maxLength": 500
          },
          "default": []
        },
        "patterns": {
          "description": "Shapes of secrets: at least three signs as they are, then signs, \\d, \\w and classes, each with a number of times.",
          "type": "array",
          "items": {
            "type": "string",
            "minLength": 3,
            "maxLength": 500
          },
          "default": []
        }
      }
    },
    "tasks": {
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "regressionCheck": {
          "description": "Which finished tasks of the queue okstra work verifies again after a task: none, those whose files it changed too, or all.",
          "type": "string",
          "enum": [
            "off",
            "overlap",
            "all"
          ],
          "default": "overlap"
        }
      }
    },
    "followups": {
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "autoSpawn": {
          "description": "From which level on follow-ups of an accepted run become items without being asked for.",
          "type": "string",
          "enum": [
            "none",
            "blocker",
            "major",
            "all"
          ],
          "default": "none"
        }
      }
    },
    "retention": {
      "description": "What okstra gc may remove of runs that are over.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "runs": {
          "description": "Age from which on a run may go, if it is not among the last ones of its item.",
          "$ref": "#/$defs/age",
          "default": "90d"
        },
        "keepLast": {
          "description": "Runs of each item that stay however old they are.",
          "type": "integer",
          "minimum": 1,
          "maximum": 100000,
          "default": 10
        },
        "logs": {
          "description": "Age of a run from which on agents' streams and logs may go; journal, answers and report stay.",
          "$ref": "#/$defs/age",
          "default": "30d"
        },
        "cache": {
          "description": "Age from which on what lies unused in okstra's caches may go.",
          "$ref": "#/$defs/age",
          "default": "30d"
        }
      }
    },
    "pricing": {
      "description": "US dollars per million tokens, by name of an agent or of a model; the agent's comes first.",
      "type": "object",
      "propertyNames": {
        "maxLength": 200
      },
      "additionalProperties": {
        "$ref": "#/$defs/price"
      }
    },
    "ui": {
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "progress": {
          "description": "Live rows, plain lines, or rows on a terminal only.",
          "type": "string",
          "enum": [
            "auto",
            "rows",
            "plain"
          ],
          "default": "auto"
        }
      }
    }
  },
  "$defs": {
    "duration": {
      "type": "string",
      "pattern": "^(?!0+(?:\\.0+)?[a-z])[0-9]{1,9}(?:\\.[0-9]{1,3})?(?:ms|s|m|h)$"
    },
    "roleDurations": {
      "title": "RoleDurations",
      "type": "object",
      "additionalProperties": false,
      "minProperties": 1,
      "properties": {
        "executor": {
          "$ref": "#/$defs/duration"
        },
        "verifier": {
          "$ref": "#/$defs/duration"
        }
      }
    },
    "age": {
      "type": "string",
      "pattern": "^[1-9][0-9]{0,3}[hdw]$"
    },
    "size": {
      "type": "string",
      "pattern": "^[1-9][0-9]{0,5}(?:KB|MB|GB)$"
    },
    "relativePath": {
      "type": "string",
      "pattern": "^(?![/~])(?!.*(?:^|/)\\.\\.(?:/|$))[^\\\\\\u0000-\\u001f:]+$"
    },
    "command": {
      "type": "string",
      "pattern": "\\S",
      "maxLength": 10000
    },
    "agentRef": {
      "type": "string",
      "pattern": "^[A-Za-z][A-Za-z0-9_-]{0,49}(?::[A-Za-z0-9][^\\s]{0,199})?$"
    },
    "model": {
      "type": "string",
      "pattern": "^[A-Za-z0-9][^\\s]{0,199}$"
    },
    "environment": {
      "type": "object",
      "propertyNames": {
        "pattern": "^[A-Za-z_][A-Za-z0-9_]*$"
      },
      "additionalProperties": {
        "type": "string"
      }
    },
    "agent": {
      "title": "AgentEntry",
      "description": "A model behind a driver. Only claude, codex and gemini may leave out the driver.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "driver": {
          "type": "string",
          "enum": [
            "claude-cli",
            "codex-cli",
            "gemini-cli",
            "anthropic-api",
            "openai-api",
            "gemini-api",
            "command",
            "replay"
          ]
        },
        "vendor": {
          "description": "Who is behind it, for counting independent vendors. Absent: the driver's vendor, else the agent's name.",
          "type": "string",
          "minLength": 1,
          "maxLength": 100
        },
        "model": {
          "$ref": "#/$defs/model"
        },
        "effort": {
          "description": "Reasoning effort; which words there are depends on the driver.",
          "type": "string",
          "minLength": 1
        },
        "maxTurns": {
          "description": "claude-cli, gemini-cli: most turns of one dispatch; the CLI ends beyond them. Absent: no limit but the clocks. API drivers: most model calls of one dispatch. Absent: 500.",
          "type": "integer",
          "minimum": 1
        },
        "maxBudgetUsd": {
          "description": "claude-cli: most money of one dispatch in US dollars, as the CLI counts it. API drivers: as pricing counts it.",
          "type": "number",
          "exclusiveMinimum": 0
        },
        "program": {
          "description": "CLI drivers: the program to start instead of the CLI's usual name.",
          "type": "string",
          "minLength": 1
        },
        "command": {
          "description": "command driver: program and arguments.",
          "type": "array",
          "minItems": 1,
          "items": {
            "type": "string",
            "minLength": 1
          }
        },
        "prompt": {
          "description": "command driver: how the prompt is handed over. Absent: stdin.",
          "type": "string",
          "enum": [
            "stdin",
            "arg",
            "file"
          ]
        },
        "sandbox": {
          "description": "A level of the user's own choice. Absent: the narrowest that fits the role.",
          "type": "string",
          "enum": [
            "read-only",
            "workspace-write",
            "full"
          ]
        },
        "recording": {
          "description": "replay driver: folder of the recording, relative to the repository or absolute.",
          "type": "string",
          "minLength": 1
        },
        "baseUrl": {
          "description": "API drivers: where the API is. Absent: the vendor's own address.",
          "type": "string",
          "minLength": 1
        },
        "keyEnv": {
          "description": "API drivers: the variable that holds the key. Absent: ANTHROPIC_API_KEY, OPENAI_API_KEY or GEMINI_API_KEY; with a baseUrl none.",
          "type": "string",
          "pattern": "^[A-Za-z_][A-Za-z0-9_]*$"
        },
        "wire": {
          "description": "openai-api: responses (Responses API) or chat (Chat Completions). Absent: responses.",
          "type": "string",
          "enum": [
            "responses",
            "chat"
          ]
        },
        "temperature": {
          "description": "API drivers: sampling temperature. Absent: the model's default.",
          "type": "number",
          "minimum": 0,
          "maximum": 2
        },
        "maxTokens": {
          "description": "API drivers: most tokens of one answer of the model. Absent: what the API gives, with anthropic-api 32000 (older models 8192 or 4096).",
          "type": "integer",
          "minimum": 1
        },
        "requestTimeout": {
          "description": "API drivers: wall clock of one model call. Absent: 10m.",
          "$ref": "#/$defs/duration"
        },
        "answerForm": {
          "description": "API drivers: schema hands the form of an answer to the API; prompt only asks for it in words, for servers that cannot do that beside tools. Absent: schema; prompt with gemini-api, and with wire chat and a baseUrl.",
          "type": "string",
          "enum": [
            "schema",
            "prompt"
          ]
        },
        "env": {
          "description": "Laid over okstra's own environment.",
          "$ref": "#/$defs/environment"
        }
      }
    },
    "check": {
      "title": "ConfiguredCheck",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "cmd"
      ],
      "properties": {
        "label": {
          "description": "Unique in its category. Absent: the command.",
          "type": "string",
          "minLength": 1,
          "maxLength": 100
        },
        "cmd": {
          "description": "Given to sh -c.",
          "$ref": "#/$defs/command"
        },
        "language": {
          "description": "Run only when a file of this language changed.",
          "type": "string",
          "minLength": 1
        },
        "network": {
          "description": "Whether it reaches other machines.",
          "type": "boolean",
          "default": false
        },
        "sandbox": {
          "description": "false: outside the sandbox.",
          "type": "boolean",
          "default": true
        },
        "timeout": {
          "$ref": "#/$defs/duration",
          "default": "10m"
        },
        "cwd": {
          "$ref": "#/$defs/relativePath",
          "default": "."
        },
        "env": {
          "$ref": "#/$defs/environment",
          "default": {}
        },
        "junit": {
          "description": "File or glob of the JUnit XML that the command writes, relative to its folder. Absent: tests are counted in its output.",
          "$ref": "#/$defs/relativePath"
        }
      }
    },
    "price": {
      "title": "ConfiguredPrice",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "input",
        "output"
      ],
      "properties": {
        "input": {
          "type": "number",
          "minimum": 0
        },
        "cachedInput": {
          "description": "Of the input. Absent: as any input.",
          "type": "number",
          "minimum": 0
        },
        "output": {
          "type": "number",
          "minimum": 0
        },
        "reasoning": {
          "description": "Of the output. Absent: as any output.",
          "type": "number",
          "minimum": 0
        }
      }
    }
  }
};

export const frdIndexSchema: Readonly<Record<string, unknown>> = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "frd-index.schema.json",
  "title": "FrdIndexWire",
  "description": "index.json of a set of feature documents. The order of frds is the order they are taken in.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "frds"
  ],
  "properties": {
    "schemaPath": {
      "description": "Schema that the documents are checked against, beside this file.",
      "$ref": "#/$defs/path"
    },
    "generatedAt": {
      "type": "string",
      "anyOf": [
        {
          "type": "string",
          "format": "date"
        },
        {
          "type": "string",
          "format": "date-time"
        }
      ]
    },
    "scope": {
      "description": "What the set is about, in any form.",
      "type": [
        "string",
        "array",
        "object"
      ]
    },
    "frds": {
      "type": "array",
      "items": {
        "$ref": "#/$defs/entry"
      }
    }
  },
  "$defs": {
    "entry": {
      "title": "FrdIndexEntryWire",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "frdId",
        "title",
        "status",
        "priority",
        "path",
        "dependencies"
      ],
      "properties": {
        "frdId": {
          "type": "string",
          "pattern": "^FRD-\\d{3}$"
        },
        "title": {
          "type": "string",
          "pattern": "\\S"
        },
        "status": {
          "description": "A copy of the document's own.",
          "type": "string",
          "enum": [
            "not_started",
            "in_progress",
            "completed",
            "blocked",
            "skipped"
          ]
        },
        "priority": {
          "type": "integer",
          "minimum": 1,
          "maximum": 16
        },
        "path": {
          "description": "Relative to the top of the repository, or to this file.",
          "$ref": "#/$defs/path"
        },
        "dependencies": {
          "type": "array",
          "uniqueItems": true,
          "items": {
            "type": "string",
            "pattern": "^FRD-\\d{3}(?:-T\\d+)?$"
          }
        }
      }
    },
    "path": {
      "type": "string",
      "pattern": "^(?![/~])(?!.*(?:^|/)\\.\\.(?:/|$))[^\\\\\\u0000-\\u001f]+$"
    }
  }
};

export const frdSchema: Readonly<Record<string, unknown>> = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "frd.schema.json",
  "title": "FrdWire",
  "description": "A feature document: frd-NNN-<name>.json. Its major tasks are implemented in their order, a bundle of them per run.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "metadata",
    "majorTasks"
  ],
  "properties": {
    "metadata": {
      "$ref": "#/$defs/metadata"
    },
    "majorTasks": {
      "type": "array",
      "minItems": 1,
      "items": {
        "$ref": "#/$defs/majorTask"
      }
    }
  },
  "$defs": {
    "metadata": {
      "title": "FrdMetadataWire",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "frdId",
        "title",
        "description",
        "status",
        "priority",
        "estimatedEffort",
        "dependencies",
        "specReferences",
        "createdAt",
        "updatedAt"
      ],
      "properties": {
        "frdId": {
          "type": "string",
          "pattern": "^FRD-\\d{3}$"
        },
        "title": {
          "$ref": "#/$defs/text"
        },
        "description": {
          "$ref": "#/$defs/text"
        },
        "status": {
          "$ref": "#/$defs/status"
        },
        "priority": {
          "description": "1 is the most urgent.",
          "type": "integer",
          "minimum": 1,
          "maximum": 16
        },
        "estimatedEffort": {
          "type": "string",
          "enum": [
            "small",
            "medium",
            "large",
            "xlarge"
          ]
        },
        "dependencies": {
          "$ref": "#/$defs/dependencies"
        },
        "specReferences": {
          "description": "Texts that the document rests on: a path, an address, or either with a section.",
          "type": "array",
          "minItems": 1,
          "items": {
            "anyOf": [
              {
                "$ref": "#/$defs/text"
              },
              {
                "type": "object",
                "minProperties": 1
              }
            ]
          }
        },
        "createdAt": {
          "type": "string",
          "format": "date"
        },
        "updatedAt": {
          "description": "Day of the last change, by the calendar of whoever made it.",
          "type": "string",
          "format": "date"
        }
      }
    },
    "majorTask": {
      "title": "FrdTaskWire",
      "description": "Exactly one of testRequirements and testOmissionReason.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "taskId",
        "title",
        "description",
        "status",
        "prLevel",
        "dependencies",
        "subtasks",
        "verification"
      ],
      "oneOf": [
        {
          "required": [
            "testRequirements"
          ]
        },
        {
          "required": [
            "testOmissionReason"
          ]
        }
      ],
      "properties": {
        "taskId": {
          "type": "string",
          "pattern": "^FRD-\\d{3}-T\\d+$"
        },
        "title": {
          "$ref": "#/$defs/text"
        },
        "description": {
          "$ref": "#/$defs/text"
        },
        "status": {
          "$ref": "#/$defs/status"
        },
        "prLevel": {
          "description": "True: a pull request begins with this task.",
          "type": "boolean"
        },
        "dependencies": {
          "$ref": "#/$defs/dependencies"
        },
        "subtasks": {
          "type": "array",
          "minItems": 1,
          "items": {
            "$ref": "#/$defs/subtask"
          }
        },
        "verification": {
          "type": "array",
          "minItems": 1,
          "items": {
            "$ref": "#/$defs/verification"
          }
        },
        "testRequirements": {
          "type": "array",
          "minItems": 1,
          "items": {
            "$ref": "#/$defs/testRequirement"
          }
        },
        "testOmissionReason": {
          "$ref": "#/$defs/text"
        },
        "gotchas": {
          "type": "array",
          "items": {
            "$ref": "#/$defs/gotcha"
          }
        },
        "notes": {
          "$ref": "#/$defs/notes"
        }
      }
    },
    "subtask": {
      "title": "FrdSubtaskWire",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "subtaskId"
      ],
      "anyOf": [
        {
          "required": [
            "title"
          ]
        },
        {
          "required": [
            "description"
          ]
        }
      ],
      "properties": {
        "subtaskId": {
          "type": "string",
          "pattern": "^FRD-\\d{3}-T\\d+-S\\d+$"
        },
        "title": {
          "$ref": "#/$defs/text"
        },
        "description": {
          "$ref": "#/$defs/text"
        },
        "status": {
          "$ref": "#/$defs/status"
        },
        "filesToCreate": {
          "$ref": "#/$defs/files"
        },
        "filesToModify": {
          "$ref": "#/$defs/files"
        },
        "notes": {
          "$ref": "#/$defs/notes"
        }
      }
    },
    "gotcha": {
      "title": "FrdGotchaWire",
      "description": "Something that is easy to get wrong. Further members are kept.",
      "type": "object",
      "required": [
        "gotchaId",
        "severity",
        "description"
      ],
      "properties": {
        "gotchaId": {
          "type": "string",
          "pattern": "^FRD-\\d{3}-T\\d+-G\\d+$"
        },
        "severity": {
          "type": "string",
          "enum": [
            "info",
            "warning",
            "critical"
          ]
        },
        "description": {
          "$ref": "#/$defs/text"
        }
      }
    },
    "verification": {
      "title": "FrdVerificationWire",
      "description": "How it is seen that the task is done. Further members are kept.",
      "type": "object",
      "required": [
        "verificationId",
        "type",
        "description"
      ],
      "properties": {
        "verificationId": {
          "type": "string",
          "pattern": "^FRD-\\d{3}-T\\d+-V\\d+$"
        },
        "type": {
          "type": "string",
          "enum": [
            "build",
            "test",
            "manual",
            "integration",
            "api"
          ]
        },
        "description": {
          "$ref": "#/$defs/text"
        },
        "command": {
          "description": "Run as a check. Absent: a command that is the whole description counts.",
          "$ref": "#/$defs/text"
        },
        "commands": {
          "type": "array",
          "items": {
            "$ref": "#/$defs/text"
          }
        }
      }
    },
    "testRequirement": {
      "title": "FrdTestRequirementWire",
      "description": "Tests that the task has to come with. Further members are kept.",
      "type": "object",
      "required": [
        "testRequirementId",
        "type",
        "description",
        "scenarios"
      ],
      "properties": {
        "testRequirementId": {
          "type": "string",
          "pattern": "^FRD-\\d{3}-T\\d+-TR\\d+$"
        },
        "type": {
          "type": "string",
          "enum": [
            "unit",
            "integration",
            "e2e",
            "benchmark"
          ]
        },
        "description": {
          "$ref": "#/$defs/text"
        },
        "scenarios": {
          "type": "array",
          "minItems": 1,
          "items": {
            "$ref": "#/$defs/scenario"
          }
        }
      }
    },
    "scenario": {
      "title": "FrdScenarioWire",
      "type": "object",
      "required": [
        "scenarioId",
        "type",
        "description",
        "expectedOutcome"
      ],
      "properties": {
        "scenarioId": {
          "type": "string",
          "pattern": "^FRD-\\d{3}-T\\d+-TR\\d+-S\\d+$"
        },
        "type": {
          "type": "string",
          "enum": [
            "success",
            "error",
            "edge"
          ]
        },
        "description": {
          "$ref": "#/$defs/text"
        },
        "expectedOutcome": {
          "$ref": "#/$defs/text"
        }
      }
    },
    "status": {
      "title": "FrdStatusWord",
      "type": "string",
      "enum": [
        "not_started",
        "in_progress",
        "completed",
        "blocked",
        "skipped"
      ]
    },
    "dependencies": {
      "description": "Tasks or whole feature documents that come first.",
      "type": "array",
      "uniqueItems": true,
      "items": {
        "type": "string",
        "pattern": "^FRD-\\d{3}(?:-T\\d+)?$"
      }
    },
    "files": {
      "description": "Paths relative to the top of the repository, with /.",
      "type": "array",
      "items": {
        "type": "string",
        "pattern": "^(?![/~])(?!.*(?:^|/)\\.\\.(?:/|$))[^\\\\\\u0000-\\u001f]+$"
      }
    },
    "notes": {
      "anyOf": [
        {
          "type": "string"
        },
        {
          "type": "array",
          "items": {
            "type": "string"
          }
        }
      ]
    },
    "text": {
      "type": "string",
      "pattern": "\\S"
    }
  }
};

export const installRecordSchema: Readonly<Record<string, unknown>> = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "install-record.schema.json",
  "title": "InstallRecordWire",
  "description": "What `okstra install` wrote: okstra/install.json of a repository, install.json in the user's okstra home.",
  "type": "object",
  "required": [
    "format",
    "okstra",
    "scope",
    "hosts",
    "files",
    "folders"
  ],
  "additionalProperties": false,
  "properties": {
    "format": {
      "type": "integer",
      "minimum": 1,
      "description": "Version of this format; this is 1."
    },
    "okstra": {
      "type": "string",
      "minLength": 1,
      "description": "Version of okstra that wrote the files."
    },
    "scope": {
      "type": "string",
      "enum": [
        "project",
        "user"
      ]
    },
    "hosts": {
      "description": "What was installed for; update and uninstall go by it.",
      "type": "array",
      "items": {
        "type": "string",
        "enum": [
          "claude",
          "codex",
          "gemini",
          "agents"
        ]
      }
    },
    "files": {
      "type": "array",
      "items": {
        "title": "InstalledFileWire",
        "type": "object",
        "required": [
          "path",
          "sha256",
          "hosts"
        ],
        "additionalProperties": false,
        "properties": {
          "path": {
            "type": "string",
            "minLength": 1,
            "description": "Scope project: relative to the repository, with `/`. Scope user: absolute."
          },
          "sha256": {
            "type": "string",
            "pattern": "^[0-9a-f]{64}$",
            "description": "Of the content that was written."
          },
          "hosts": {
            "description": "Who reads it; it goes with the last of them.",
            "type": "array",
            "minItems": 1,
            "items": {
              "type": "string",
              "enum": [
                "claude",
                "codex",
                "gemini",
                "agents"
              ]
            }
          },
          "offered": {
            "type": "string",
            "pattern": "^[0-9a-f]{64}$",
            "description": "Of a newer version that was laid beside it as `<path>.new`, because the file had been edited."
          },
          "backup": {
            "type": "string",
            "minLength": 1,
            "description": "Where a file that was there before was moved to; as `path`. Uninstall puts it back."
          }
        }
      }
    },
    "folders": {
      "description": "Folders that were made, as `path`; they are removed when they are empty again.",
      "type": "array",
      "items": {
        "type": "string",
        "minLength": 1
      }
    }
  }
};

export const positionsAnswerSchema: Readonly<Record<string, unknown>> = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "positions-answer.schema.json",
  "title": "PositionsAnswerWire",
  "description": "A verifier's answer in a refutation round. Unknown fields are ignored; a field that is not required may be absent or null.",
  "type": "object",
  "required": [
    "tree",
    "positions",
    "findings"
  ],
  "properties": {
    "tree": {
      "type": "string",
      "minLength": 1,
      "description": "The hash of the line `Tree: …` of the prompt, repeated."
    },
    "positions": {
      "type": "array",
      "description": "One entry for each finding of the prompt.",
      "items": {
        "title": "PositionWire",
        "type": "object",
        "required": [
          "finding",
          "position",
          "evidence"
        ],
        "properties": {
          "finding": {
            "type": "string",
            "minLength": 1,
            "description": "The finding's id as the prompt names it, for example F-001."
          },
          "position": {
            "type": "string",
            "enum": [
              "AGREE",
              "DISAGREE",
              "SUPPLEMENT",
              "WITHDRAW"
            ],
            "description": "AGREE: it holds. SUPPLEMENT: it holds, and the evidence adds to it. DISAGREE: it does not, see kind. WITHDRAW: your own finding, taken back."
          },
          "kind": {
            "type": [
              "string",
              "null"
            ],
            "enum": [
              "a",
              "b",
              "c",
              "d",
              "e",
              null
            ],
            "description": "With DISAGREE. a: wrong on the facts. b: out of scope. c: already handled. d: severity overstated. e: evidence insufficient."
          },
          "evidence": {
            "type": "string",
            "description": "What in the code shows it."
          },
          "quote": {
            "title": "PositionQuoteWire",
            "type": [
              "object",
              "null"
            ],
            "description": "One line of code copied as it stands in the file. A disagreement of kind a or c that refutes a finding needs one.",
            "required": [
              "file",
              "line",
              "text"
            ],
            "properties": {
              "file": {
                "type": "string",
                "minLength": 1
              },
              "side": {
                "type": [
                  "string",
                  "null"
                ],
                "enum": [
                  "new",
                  "base",
                  null
                ],
                "description": "new: the candidate. base: before the change. Absent: new."
              },
              "line": {
                "type": "integer",
                "minimum": 1
              },
              "text": {
                "type": "string"
              }
            }
          }
        }
      }
    },
    "findings": {
      "type": "array",
      "description": "Problems that nobody named yet, seen while looking; most often empty.",
      "items": {
        "title": "RoundFindingWire",
        "type": "object",
        "required": [
          "category",
          "severity",
          "claim",
          "evidence"
        ],
        "properties": {
          "category": {
            "type": "string",
            "enum": [
              "correctness",
              "coverage",
              "regression",
              "test-tampering",
              "scope",
              "security",
              "performance",
              "maintainability",
              "process"
            ]
          },
          "severity": {
            "type": "string",
            "enum": [
              "blocker",
              "major",
              "minor",
              "note"
            ]
          },
          "claim": {
            "type": "string",
            "minLength": 1,
            "description": "What is wrong, in one sentence."
          },
          "evidence": {
            "type": "string",
            "description": "What shows it."
          },
          "criterion": {
            "type": [
              "string",
              "null"
            ],
            "description": "Id of the criterion it concerns."
          },
          "location": {
            "title": "RoundLocationWire",
            "type": [
              "object",
              "null"
            ],
            "description": "Where it is. A finding with a location needs a quote.",
            "required": [
              "file",
              "startLine"
            ],
            "properties": {
              "file": {
                "type": "string",
                "minLength": 1,
                "description": "Path relative to the repository."
              },
              "startLine": {
                "type": "integer",
                "minimum": 1
              },
              "endLine": {
                "type": [
                  "integer",
                  "null"
                ],
                "minimum": 1,
                "description": "Absent: the same line."
              }
            }
          },
          "quote": {
            "title": "RoundQuoteWire",
            "type": [
              "object",
              "null"
            ],
            "description": "One line of code copied as it stands in the file; a quote that is not found there refutes the finding.",
            "required": [
              "file",
              "line",
              "text"
            ],
            "properties": {
              "file": {
                "type": "string",
                "minLength": 1
              },
              "side": {
                "type": [
                  "string",
                  "null"
                ],
                "enum": [
                  "new",
                  "base",
                  null
                ],
                "description": "new: the candidate. base: before the change. Absent: new."
              },
              "line": {
                "type": "integer",
                "minimum": 1
              },
              "text": {
                "type": "string"
              }
            }
          },
          "reproducer": {
            "title": "RoundReproducerWire",
            "type": [
              "object",
              "null"
            ],
            "description": "A command that shows the problem when it is run in the repository.",
            "required": [
              "cmd",
              "expect"
            ],
            "properties": {
              "cmd": {
                "type": "string",
                "minLength": 1
              },
              "expect": {
                "title": "RoundReproducerExpectationWire",
                "type": "object",
                "description": "How the command ends when the problem is there.",
                "required": [
                  "exit"
                ],
                "properties": {
                  "exit": {
                    "anyOf": [
                      {
                        "type": "integer"
                      },
                      {
                        "type": "string",
                        "enum": [
                          "nonzero"
                        ]
                      }
                    ]
                  },
                  "stdout": {
                    "type": [
                      "string",
                      "null"
                    ],
                    "description": "Text that its output contains."
                  }
                }
              }
            }
          },
          "recommendation": {
            "type": [
              "string",
              "null"
            ],
            "description": "What to change."
          }
        }
      }
    }
  }
};

export const profileSchema: Readonly<Record<string, unknown>> = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "profile.schema.json",
  "title": "ProfileFrontMatter",
  "description": "Front matter of a prompt profile: JSON between two --- lines, before the Markdown body.",
  "type": "object",
  "required": [
    "id",
    "kind",
    "appliesWhen",
    "priority"
  ],
  "additionalProperties": false,
  "patternProperties": {
    "^x-": {
      "description": "Notes of your own; okstra does not look at them."
    }
  },
  "properties": {
    "id": {
      "description": "Unique name, also used by conflictsWith and in the record of what was sent.",
      "type": "string",
      "pattern": "^[a-z0-9][a-z0-9._-]*$",
      "maxLength": 100
    },
    "kind": {
      "description": "What sort of part this is.",
      "enum": [
        "base",
        "overlay",
        "language_overlay",
        "ci_overlay",
        "role",
        "phase",
        "contract"
      ]
    },
    "appliesWhen": {
      "description": "Conditions, any of which suffices: \"always\", or <fact>:<value> terms joined by &, each possibly negated with !.",
      "type": "array",
      "minItems": 1,
      "items": {
        "type": "string",
        "pattern": "^(?:always|!?(?:agent|label|language|level|mode|phase|role|source):[A-Za-z0-9][A-Za-z0-9._+#-]*(?: ?& ?!?(?:agent|label|language|level|mode|phase|role|source):[A-Za-z0-9][A-Za-z0-9._+#-]*)*)$"
      }
    },
    "priority": {
      "description": "Place in the prompt: low numbers first, equal numbers by id.",
      "type": "integer",
      "minimum": 0
    },
    "conflictsWith": {
      "description": "Ids of profiles that cannot stand in the same prompt as this one. It counts for both, whichever of them says so.",
      "type": "array",
      "items": {
        "type": "string",
        "minLength": 1
      },
      "uniqueItems": true
    },
    "overridesSections": {
      "description": "Sections of earlier parts that this profile gives anew: their titles, or objects that say how.",
      "type": "array",
      "items": {
        "description": "A title means replace.",
        "type": [
          "string",
          "object"
        ],
        "minLength": 1,
        "required": [
          "title"
        ],
        "additionalProperties": false,
        "properties": {
          "title": {
            "description": "Title of the heading, in any case.",
            "type": "string",
            "minLength": 1
          },
          "strategy": {
            "description": "Default replace. wrap: the text of this profile holds {{section}} on a line of its own, where the earlier text goes.",
            "enum": [
              "replace",
              "append",
              "prepend",
              "wrap"
            ]
          }
        }
      },
      "uniqueItems": true
    },
    "includes": {
      "description": "Ids of profiles that come along with this one, whatever their own conditions say.",
      "type": "array",
      "items": {
        "type": "string",
        "minLength": 1
      },
      "uniqueItems": true
    },
    "requires": {
      "description": "Ids of profiles that have to stand in the same prompt; without one of them there is no prompt.",
      "type": "array",
      "items": {
        "type": "string",
        "minLength": 1
      },
      "uniqueItems": true
    },
    "placeholders": {
      "description": "Values that the text asks for as {{NAME}}, by name.",
      "type": "object",
      "propertyNames": {
        "pattern": "^[A-Z][A-Z0-9_]*$"
      },
      "additionalProperties": {
        "type": "object",
        "required": [
          "meaning"
        ],
        "additionalProperties": false,
        "properties": {
          "required": {
            "description": "Default true: without a value there is no prompt. false: nothing stands there then.",
            "type": "boolean"
          },
          "meaning": {
            "description": "What the value is, in one line.",
            "type": "string",
            "pattern": "^[^\\r\\n]+$"
          }
        }
      }
    },
    "answer": {
      "description": "Form of answer that the text asks for; each is read by a parser of okstra.",
      "enum": [
        "executor-report",
        "verifier-answer",
        "positions",
        "two-line",
        "analysis",
        "report-prose"
      ]
    },
    "loadAt": {
      "description": "Step of a run at which the text is read, and for whose agents alone. Absent: when the run begins.",
      "enum": [
        "analyse",
        "execute",
        "verify",
        "refute",
        "report"
      ]
    },
    "maxTokens": {
      "description": "Most tokens that the text may have; more is an error.",
      "type": "integer",
      "minimum": 1
    }
  }
};

export const promptChainsSchema: Readonly<Record<string, unknown>> = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "prompt-chains.schema.json",
  "title": "PromptChains",
  "description": "prompt-chains.json: prompts put together from files in a given order, without conditions.",
  "type": "object",
  "required": [
    "version",
    "chains"
  ],
  "additionalProperties": false,
  "patternProperties": {
    "^(?:x-|\\$schema$)": {
      "description": "Notes of your own; okstra does not look at them."
    }
  },
  "properties": {
    "version": {
      "description": "Version of this format; 1, or 1.x as text.",
      "type": [
        "integer",
        "string"
      ],
      "minimum": 1,
      "maximum": 1,
      "pattern": "^1(?:\\.[0-9]+)*$"
    },
    "chains": {
      "type": "array",
      "items": {
        "type": "object",
        "required": [
          "id",
          "parts"
        ],
        "additionalProperties": false,
        "patternProperties": {
          "^x-": {
            "description": "Notes of your own."
          }
        },
        "properties": {
          "id": {
            "description": "Unique name.",
            "type": "string",
            "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]*$",
            "maxLength": 100
          },
          "title": {
            "description": "For people.",
            "type": "string"
          },
          "outputFile": {
            "description": "Path below the output folder. Default: the id and .md.",
            "type": "string",
            "minLength": 1
          },
          "parts": {
            "description": "Profiles in the order of the prompt: paths relative to this file.",
            "type": "array",
            "minItems": 1,
            "items": {
              "type": "string",
              "minLength": 1
            }
          }
        }
      }
    }
  }
};

export const reportProseSchema: Readonly<Record<string, unknown>> = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "report-prose.schema.json",
  "title": "ReportProseWire",
  "description": "A report writer's answer: two texts in Markdown without headings. Figures in them have to stand in the data of the report. Unknown fields are ignored.",
  "type": "object",
  "required": [
    "summary",
    "rationale"
  ],
  "properties": {
    "summary": {
      "type": "string",
      "minLength": 1,
      "description": "What came of it, in 3 to 7 sentences."
    },
    "rationale": {
      "type": "string",
      "minLength": 1,
      "description": "Why the verdict is what it is, in one paragraph for each reason."
    }
  }
};

export const reportSchema: Readonly<Record<string, unknown>> = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "report.schema.json",
  "title": "ReportData",
  "description": "Everything a report says about one run, assembled from its journal. Reports in Markdown and other formats are rendered from this alone.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "schemaVersion",
    "run",
    "item",
    "agents",
    "attempts",
    "checks",
    "criteria",
    "findings",
    "convergence",
    "commits",
    "diff",
    "remainingTasks",
    "followUps",
    "workerOutput",
    "usage",
    "timing",
    "environment"
  ],
  "properties": {
    "schemaVersion": {
      "description": "Format of this document.",
      "const": 1
    },
    "run": {
      "$ref": "#/$defs/run"
    },
    "item": {
      "$ref": "#/$defs/item"
    },
    "agents": {
      "description": "Every seat of the roster, the executor first.",
      "type": "array",
      "items": {
        "$ref": "#/$defs/agent"
      }
    },
    "attempts": {
      "description": "Oldest first; empty when the run ended before its first attempt.",
      "type": "array",
      "items": {
        "$ref": "#/$defs/attempt"
      }
    },
    "checks": {
      "$ref": "#/$defs/checks"
    },
    "criteria": {
      "description": "In the order of the item.",
      "type": "array",
      "items": {
        "$ref": "#/$defs/criterion"
      }
    },
    "findings": {
      "description": "After the last convergence, refuted and withdrawn ones included.",
      "type": "array",
      "items": {
        "$ref": "#/$defs/finding"
      }
    },
    "convergence": {
      "$ref": "#/$defs/convergence"
    },
    "commits": {
      "description": "What the run left on its branch, oldest first.",
      "type": "array",
      "items": {
        "$ref": "#/$defs/commit"
      }
    },
    "diff": {
      "$ref": "#/$defs/diff"
    },
    "remainingTasks": {
      "description": "What is left to do; empty after an acceptance without notes.",
      "type": "array",
      "items": {
        "$ref": "#/$defs/remainingTask"
      }
    },
    "followUps": {
      "type": "array",
      "items": {
        "$ref": "#/$defs/followUp"
      }
    },
    "workerOutput": {
      "$ref": "#/$defs/workerOutput"
    },
    "prose": {
      "$ref": "#/$defs/prose"
    },
    "usage": {
      "$ref": "#/$defs/usage"
    },
    "timing": {
      "$ref": "#/$defs/timing"
    },
    "environment": {
      "$ref": "#/$defs/environment"
    }
  },
  "$defs": {
    "run": {
      "title": "ReportRun",
      "description": "The run and how it ended.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "id",
        "taskKey",
        "phase",
        "seq",
        "dir",
        "mode",
        "level",
        "maxAttempts",
        "attemptsUsed",
        "outcome",
        "verdict",
        "finalVerifierStatus",
        "row",
        "reasons",
        "language",
        "startedAt",
        "finishedAt",
        "okstraVersion",
        "resumed",
        "failure",
        "leftOut",
        "notices"
      ],
      "properties": {
        "id": {
          "description": "For example `run-20310402-091011-k3f9`.",
          "type": "string"
        },
        "taskKey": {
          "description": "`<project>:<group>:<id>`",
          "type": "string"
        },
        "phase": {
          "enum": [
            "requirements-discovery",
            "improvement-discovery",
            "error-analysis",
            "implementation-planning",
            "implementation",
            "final-verification",
            "release-handoff"
          ]
        },
        "seq": {
          "description": "Number of the run folder, from 1.",
          "type": "integer",
          "minimum": 1
        },
        "dir": {
          "description": "The run folder, relative to the top of the repository. Paths of artifacts in this document are relative to it.",
          "type": "string"
        },
        "mode": {
          "enum": [
            "strict",
            "parallel"
          ]
        },
        "level": {
          "enum": [
            "light",
            "cross"
          ]
        },
        "maxAttempts": {
          "type": "integer",
          "minimum": 1
        },
        "attemptsUsed": {
          "type": "integer",
          "minimum": 0
        },
        "outcome": {
          "description": "null while the run goes on.",
          "enum": [
            "accepted",
            "not-accepted",
            "blocked",
            "contract-violated",
            "failed",
            "cancelled",
            "waiting-quota",
            null
          ]
        },
        "verdict": {
          "description": "okstra's verdict on the last attempt; null when none could be given.",
          "enum": [
            "pass",
            "concerns",
            "fail",
            null
          ]
        },
        "finalVerifierStatus": {
          "description": "`ok` exactly when the run was accepted.",
          "enum": [
            "ok",
            "missing"
          ]
        },
        "row": {
          "description": "Row of the verdict table that decided; null without a verdict.",
          "type": [
            "integer",
            "null"
          ]
        },
        "reasons": {
          "description": "Why the run ended as it did, or why the last verdict is what it is.",
          "type": "array",
          "items": {
            "type": "string"
          }
        },
        "language": {
          "description": "Language of rendered reports.",
          "enum": [
            "en",
            "ko"
          ]
        },
        "startedAt": {
          "type": "string",
          "format": "date-time"
        },
        "finishedAt": {
          "description": "null while the run goes on.",
          "type": [
            "string",
            "null"
          ],
          "format": "date-time"
        },
        "okstraVersion": {
          "description": "The version that started the run.",
          "type": "string"
        },
        "resumed": {
          "description": "How many times the run was continued after an interruption.",
          "type": "integer",
          "minimum": 0
        },
        "failure": {
          "description": "The fault that ended the run, when one did.",
          "anyOf": [
            {
              "$ref": "#/$defs/failure"
            },
            {
              "type": "null"
            }
          ]
        },
        "leftOut": {
          "type": "array",
          "items": {
            "title": "ReportLeftOut",
            "description": "An agent that could have been a verifier but was not.",
            "type": "object",
            "additionalProperties": false,
            "required": [
              "agent",
              "reason"
            ],
            "properties": {
              "agent": {
                "type": "string"
              },
              "reason": {
                "type": "string"
              }
            }
          }
        },
        "notices": {
          "description": "What was worth telling, of the plan and of the run.",
          "type": "array",
          "items": {
            "$ref": "#/$defs/notice"
          }
        }
      }
    },
    "failure": {
      "title": "ReportFailure",
      "description": "A fault with what to do about it.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "category",
        "code",
        "message",
        "fix"
      ],
      "properties": {
        "category": {
          "type": "string"
        },
        "code": {
          "type": "string"
        },
        "message": {
          "type": "string"
        },
        "fix": {
          "type": [
            "string",
            "null"
          ]
        }
      }
    },
    "notice": {
      "title": "ReportNotice",
      "description": "Something worth telling that decides nothing.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "code",
        "message",
        "fix"
      ],
      "properties": {
        "code": {
          "type": "string"
        },
        "message": {
          "type": "string"
        },
        "fix": {
          "type": [
            "string",
            "null"
          ]
        }
      }
    },
    "item": {
      "title": "ReportItem",
      "description": "The work item.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "source",
        "group",
        "id",
        "name",
        "path",
        "dependsOn",
        "statusBefore"
      ],
      "properties": {
        "source": {
          "type": "string"
        },
        "group": {
          "type": "string"
        },
        "id": {
          "type": "string"
        },
        "name": {
          "type": "string"
        },
        "path": {
          "description": "Folder of the item, relative to the top of the repository.",
          "type": "string"
        },
        "dependsOn": {
          "type": "array",
          "items": {
            "type": "string"
          }
        },
        "statusBefore": {
          "description": "Status word of the source before the run.",
          "type": "string"
        }
      }
    },
    "fault": {
      "title": "ReportFault",
      "description": "What stopped an agent.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "kind",
        "message",
        "fix",
        "retryAt"
      ],
      "properties": {
        "kind": {
          "type": "string"
        },
        "message": {
          "type": "string"
        },
        "fix": {
          "type": [
            "string",
            "null"
          ]
        },
        "retryAt": {
          "description": "ISO time at which a quota resets, when the agent said so.",
          "type": [
            "string",
            "null"
          ]
        }
      }
    },
    "usageFigures": {
      "title": "ReportUsageFigures",
      "description": "Tokens and money; null where no agent said.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "inputTokens",
        "cachedInputTokens",
        "outputTokens",
        "reasoningTokens",
        "costUsd"
      ],
      "properties": {
        "inputTokens": {
          "type": [
            "number",
            "null"
          ],
          "minimum": 0
        },
        "cachedInputTokens": {
          "type": [
            "number",
            "null"
          ],
          "minimum": 0
        },
        "outputTokens": {
          "type": [
            "number",
            "null"
          ],
          "minimum": 0
        },
        "reasoningTokens": {
          "type": [
            "number",
            "null"
          ],
          "minimum": 0
        },
        "costUsd": {
          "type": [
            "number",
            "null"
          ],
          "minimum": 0
        }
      }
    },
    "agent": {
      "title": "ReportAgent",
      "description": "One seat of the roster and what became of it.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "seat",
        "role",
        "agent",
        "driver",
        "vendor",
        "model",
        "programVersion",
        "sandbox",
        "confinement",
        "status",
        "result",
        "proof",
        "dispatches",
        "usage",
        "durationMs",
        "fault"
      ],
      "properties": {
        "seat": {
          "description": "Unique in a run: `executor`, `verifier:<agent>`.",
          "type": "string"
        },
        "role": {
          "enum": [
            "executor",
            "verifier",
            "analyst",
            "report-writer"
          ]
        },
        "agent": {
          "description": "Name of the agent in the configuration.",
          "type": "string"
        },
        "driver": {
          "type": "string"
        },
        "vendor": {
          "description": "Who is behind the agent; a vendor counts once.",
          "type": "string"
        },
        "model": {
          "description": "The model as far as it can be told; null when nothing names one.",
          "anyOf": [
            {
              "$ref": "#/$defs/model"
            },
            {
              "type": "null"
            }
          ]
        },
        "programVersion": {
          "description": "As the program prints it; null for agents without a program.",
          "type": [
            "string",
            "null"
          ]
        },
        "sandbox": {
          "enum": [
            "read-only",
            "workspace-write",
            "full"
          ]
        },
        "confinement": {
          "title": "ReportConfinement",
          "description": "What kept the agent to its sandbox level.",
          "type": "object",
          "additionalProperties": false,
          "required": [
            "kind",
            "detail"
          ],
          "properties": {
            "kind": {
              "enum": [
                "own-sandbox",
                "bwrap",
                "not-confined"
              ]
            },
            "detail": {
              "type": "string"
            }
          }
        },
        "asked": {
          "title": "ReportAsked",
          "description": "Where what it is asked goes, with content of the repository; absent for agents that are programs.",
          "type": "object",
          "additionalProperties": false,
          "required": [
            "place",
            "keyVariable"
          ],
          "properties": {
            "place": {
              "description": "Address and wire.",
              "type": "string"
            },
            "keyVariable": {
              "description": "Variable that holds the key; null: asked without one.",
              "type": [
                "string",
                "null"
              ]
            }
          }
        },
        "status": {
          "description": "How its last dispatch ended.",
          "enum": [
            "completed",
            "error",
            "timeout",
            "not-run"
          ]
        },
        "result": {
          "description": "Verifiers: the last answer's verdict. Executors: whether the last candidate differs from the base. null: nothing yet.",
          "enum": [
            "pass",
            "concerns",
            "fail",
            "no-result",
            "void",
            "changed",
            "no-change",
            null
          ]
        },
        "proof": {
          "description": "Verifiers only, of the last attempt that asked them.",
          "anyOf": [
            {
              "$ref": "#/$defs/proof"
            },
            {
              "type": "null"
            }
          ]
        },
        "dispatches": {
          "type": "array",
          "items": {
            "$ref": "#/$defs/dispatch"
          }
        },
        "usage": {
          "anyOf": [
            {
              "$ref": "#/$defs/usageFigures"
            },
            {
              "type": "null"
            }
          ]
        },
        "durationMs": {
          "description": "Over all dispatches.",
          "type": "number",
          "minimum": 0
        },
        "fault": {
          "description": "Of the last dispatch.",
          "anyOf": [
            {
              "$ref": "#/$defs/fault"
            },
            {
              "type": "null"
            }
          ]
        }
      }
    },
    "model": {
      "title": "ReportModel",
      "description": "A model and how it is known.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "name",
        "attestation"
      ],
      "properties": {
        "name": {
          "type": "string"
        },
        "attestation": {
          "description": "`served`: the agent reported what answered. `requested`: what was asked for. `declared`: what the configuration says.",
          "enum": [
            "served",
            "requested",
            "declared"
          ]
        }
      }
    },
    "proof": {
      "title": "ReportProof",
      "description": "What an answer needs before it counts.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "ran",
        "servedModel",
        "treeEchoed",
        "criteriaCovered",
        "answerValid"
      ],
      "properties": {
        "ran": {
          "description": "The process ran to its end.",
          "type": "boolean"
        },
        "servedModel": {
          "description": "The model that was asked for answered; null when that cannot be attested.",
          "type": [
            "boolean",
            "null"
          ]
        },
        "treeEchoed": {
          "description": "The answer names the tree it was given; null for a form without a tree.",
          "type": [
            "boolean",
            "null"
          ]
        },
        "criteriaCovered": {
          "title": "ReportCoverage",
          "description": "Criteria the answer speaks of.",
          "type": "object",
          "additionalProperties": false,
          "required": [
            "n",
            "of"
          ],
          "properties": {
            "n": {
              "type": "integer",
              "minimum": 0
            },
            "of": {
              "type": "integer",
              "minimum": 0
            }
          }
        },
        "answerValid": {
          "description": "The answer has a valid form.",
          "type": "boolean"
        }
      }
    },
    "dispatch": {
      "title": "ReportDispatch",
      "description": "One time an agent was asked.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "id",
        "attempt",
        "round",
        "turn",
        "status",
        "tree",
        "prompt",
        "durationMs",
        "usage",
        "fault"
      ],
      "properties": {
        "id": {
          "description": "Names its files in the run folder.",
          "type": "string"
        },
        "attempt": {
          "type": "integer",
          "minimum": 1
        },
        "round": {
          "description": "0 outside convergence.",
          "type": "integer",
          "minimum": 0
        },
        "turn": {
          "enum": [
            "first",
            "retry",
            "repair",
            "resumed"
          ]
        },
        "status": {
          "enum": [
            "completed",
            "error",
            "timeout",
            "not-run",
            "abandoned",
            "running"
          ]
        },
        "tree": {
          "description": "Tree hash it was given.",
          "type": "string"
        },
        "prompt": {
          "description": "Path of the prompt.",
          "type": "string"
        },
        "durationMs": {
          "description": "null when it did not end by itself.",
          "type": [
            "number",
            "null"
          ],
          "minimum": 0
        },
        "usage": {
          "anyOf": [
            {
              "$ref": "#/$defs/usageFigures"
            },
            {
              "type": "null"
            }
          ]
        },
        "cost": {
          "title": "ReportDispatchCost",
          "description": "What the budgets count it with. Absent: it has not ended, or the journal of an earlier version does not tell.",
          "type": "object",
          "additionalProperties": false,
          "required": [
            "source",
            "tokens",
            "usd",
            "estimated"
          ],
          "properties": {
            "source": {
              "description": "Where its money comes from.",
              "enum": [
                "reported",
                "priced",
                "unknown"
              ]
            },
            "tokens": {
              "description": "Input and output together.",
              "type": "number",
              "minimum": 0
            },
            "usd": {
              "description": "null: not known.",
              "type": [
                "number",
                "null"
              ],
              "minimum": 0
            },
            "estimated": {
              "description": "Not told by the agent.",
              "type": "array",
              "items": {
                "enum": [
                  "tokens",
                  "usd"
                ]
              }
            }
          }
        },
        "errors": {
          "description": "Path of the tool calls that failed or were refused. Absent: none.",
          "type": "string"
        },
        "fault": {
          "anyOf": [
            {
              "$ref": "#/$defs/fault"
            },
            {
              "type": "null"
            }
          ]
        }
      }
    },
    "attempt": {
      "title": "ReportAttempt",
      "description": "One pass of executor, evidence and verification.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "n",
        "startTree",
        "givenTasks",
        "executor",
        "candidate",
        "contractBroken",
        "audit",
        "verifiers",
        "verdict",
        "outcome",
        "row",
        "reasons",
        "remainingTasks"
      ],
      "properties": {
        "n": {
          "type": "integer",
          "minimum": 1
        },
        "startTree": {
          "type": "string"
        },
        "panel": {
          "title": "ReportPanel",
          "description": "Which verifiers of the roster were asked, where that was decided by the size of the change. Absent: all of them.",
          "type": "object",
          "additionalProperties": false,
          "required": [
            "asked",
            "leftOut",
            "reasons"
          ],
          "properties": {
            "asked": {
              "type": "array",
              "items": {
                "type": "string"
              }
            },
            "leftOut": {
              "type": "array",
              "items": {
                "type": "string"
              }
            },
            "reasons": {
              "description": "Oldest first.",
              "type": "array",
              "items": {
                "type": "string"
              }
            }
          }
        },
        "givenTasks": {
          "description": "What the executor was given as left over.",
          "type": "array",
          "items": {
            "$ref": "#/$defs/remainingTask"
          }
        },
        "executor": {
          "title": "ReportExecutorTurn",
          "description": "The executor's part; commands are what it and its stream say, not evidence.",
          "type": "object",
          "additionalProperties": false,
          "required": [
            "dispatch",
            "commands",
            "ownCommits",
            "restored"
          ],
          "properties": {
            "dispatch": {
              "type": [
                "string",
                "null"
              ]
            },
            "commands": {
              "type": "array",
              "items": {
                "$ref": "#/$defs/command"
              }
            },
            "ownCommits": {
              "description": "Commits it made itself; okstra makes them again.",
              "type": "integer",
              "minimum": 0
            },
            "restored": {
              "description": "Files okstra writes back itself, put back.",
              "type": "array",
              "items": {
                "type": "string"
              }
            }
          }
        },
        "candidate": {
          "anyOf": [
            {
              "$ref": "#/$defs/candidate"
            },
            {
              "type": "null"
            }
          ]
        },
        "contractBroken": {
          "description": "What was changed that the executor must not change; empty otherwise.",
          "type": "array",
          "items": {
            "type": "string"
          }
        },
        "audit": {
          "description": "What okstra found by looking at the change itself; null when it did not come to that.",
          "anyOf": [
            {
              "$ref": "#/$defs/audit"
            },
            {
              "type": "null"
            }
          ]
        },
        "verifiers": {
          "description": "Side by side; empty when the checks decided before a verifier was asked.",
          "type": "array",
          "items": {
            "$ref": "#/$defs/verifierTurn"
          }
        },
        "verdict": {
          "enum": [
            "pass",
            "concerns",
            "fail",
            null
          ]
        },
        "outcome": {
          "description": "null while the attempt goes on.",
          "enum": [
            "accepted",
            "not-accepted",
            "blocked",
            "contract-violated",
            "failed",
            "cancelled",
            "waiting-quota",
            "next-attempt",
            null
          ]
        },
        "row": {
          "type": [
            "integer",
            "null"
          ]
        },
        "reasons": {
          "type": "array",
          "items": {
            "type": "string"
          }
        },
        "remainingTasks": {
          "type": "array",
          "items": {
            "$ref": "#/$defs/remainingTask"
          }
        }
      }
    },
    "candidate": {
      "title": "ReportCandidate",
      "description": "The code at the end of the executor’s turn.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "commit",
        "tree",
        "changed"
      ],
      "properties": {
        "commit": {
          "type": "string"
        },
        "tree": {
          "type": "string"
        },
        "changed": {
          "description": "False: the same as the base.",
          "type": "boolean"
        }
      }
    },
    "audit": {
      "title": "ReportAudit",
      "description": "Everything here was seen by okstra, nothing is an agent's word. What the audits raised stands among the findings.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "raised",
        "allowed",
        "tests",
        "reproducers"
      ],
      "properties": {
        "raised": {
          "description": "Findings of the audits of the change.",
          "type": "integer",
          "minimum": 0
        },
        "allowed": {
          "description": "What the item itself allows, with what was seen.",
          "type": "array",
          "items": {
            "title": "ReportAllowed",
            "type": "object",
            "additionalProperties": false,
            "required": [
              "entry",
              "claim"
            ],
            "properties": {
              "entry": {
                "type": "string"
              },
              "claim": {
                "type": "string"
              }
            }
          }
        },
        "tests": {
          "description": "The change's tests, run without the change and with it; null when that was not looked at.",
          "anyOf": [
            {
              "$ref": "#/$defs/testProof"
            },
            {
              "type": "null"
            }
          ]
        },
        "reproducers": {
          "description": "Commands that verifiers gave as proof, as okstra ran them.",
          "type": "array",
          "items": {
            "title": "ReportReproduction",
            "type": "object",
            "additionalProperties": false,
            "required": [
              "finding",
              "cmd",
              "result",
              "why"
            ],
            "properties": {
              "finding": {
                "type": "string"
              },
              "cmd": {
                "type": "string"
              },
              "result": {
                "enum": [
                  "holds",
                  "holds-on-both",
                  "does-not-hold",
                  "void"
                ]
              },
              "why": {
                "type": "string"
              }
            }
          }
        }
      }
    },
    "testProof": {
      "title": "ReportTestProof",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "exempt",
        "rows"
      ],
      "properties": {
        "exempt": {
          "description": "Why no failing test is expected, as the change itself shows; null when one is.",
          "type": [
            "string",
            "null"
          ]
        },
        "rows": {
          "type": "array",
          "items": {
            "title": "ReportTestRow",
            "type": "object",
            "additionalProperties": false,
            "required": [
              "file",
              "result",
              "cmd",
              "why"
            ],
            "properties": {
              "file": {
                "type": "string"
              },
              "result": {
                "enum": [
                  "fail→pass",
                  "pass→pass",
                  "fail→fail",
                  "pass→fail",
                  "not determinable"
                ]
              },
              "cmd": {
                "type": [
                  "string",
                  "null"
                ]
              },
              "why": {
                "type": [
                  "string",
                  "null"
                ]
              }
            }
          }
        }
      }
    },
    "command": {
      "title": "ReportCommand",
      "description": "A command that an agent ran.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "cmd",
        "exitCode",
        "from"
      ],
      "properties": {
        "cmd": {
          "type": "string"
        },
        "exitCode": {
          "type": [
            "integer",
            "null"
          ]
        },
        "from": {
          "description": "Seen in its stream, or named in its answer.",
          "enum": [
            "stream",
            "answer"
          ]
        }
      }
    },
    "verifierTurn": {
      "title": "ReportVerifierTurn",
      "description": "What one verifier answered in one attempt.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "seat",
        "agent",
        "vendor",
        "verdict",
        "form",
        "summary",
        "criteria",
        "findings",
        "commands",
        "problems",
        "proof",
        "fault"
      ],
      "properties": {
        "seat": {
          "type": "string"
        },
        "agent": {
          "type": "string"
        },
        "vendor": {
          "type": "string"
        },
        "verdict": {
          "description": "null: not answered yet.",
          "enum": [
            "pass",
            "concerns",
            "fail",
            "no-result",
            null
          ]
        },
        "form": {
          "description": "The accepted form the answer came in.",
          "enum": [
            "structured",
            "json",
            "fenced",
            "two-line",
            null
          ]
        },
        "summary": {
          "type": "string"
        },
        "criteria": {
          "type": "array",
          "items": {
            "title": "ReportCriterionAnswer",
            "type": "object",
            "additionalProperties": false,
            "required": [
              "id",
              "status",
              "evidence"
            ],
            "properties": {
              "id": {
                "type": "string"
              },
              "status": {
                "enum": [
                  "met",
                  "partial",
                  "unmet",
                  "not-checked"
                ]
              },
              "evidence": {
                "type": "string"
              }
            }
          }
        },
        "findings": {
          "type": "array",
          "items": {
            "title": "ReportRawFinding",
            "description": "A finding as the verifier raised it.",
            "type": "object",
            "additionalProperties": false,
            "required": [
              "category",
              "severity",
              "claim",
              "evidence"
            ],
            "properties": {
              "category": {
                "enum": [
                  "correctness",
                  "coverage",
                  "regression",
                  "test-tampering",
                  "scope",
                  "security",
                  "performance",
                  "maintainability",
                  "process"
                ]
              },
              "severity": {
                "enum": [
                  "blocker",
                  "major",
                  "minor",
                  "note"
                ]
              },
              "location": {
                "$ref": "#/$defs/location"
              },
              "claim": {
                "type": "string"
              },
              "evidence": {
                "type": "string"
              },
              "criterion": {
                "description": "Id of the criterion it is about.",
                "type": "string"
              },
              "quote": {
                "$ref": "#/$defs/quote"
              },
              "reproducer": {
                "$ref": "#/$defs/reproducer"
              },
              "recommendation": {
                "type": "string"
              }
            }
          }
        },
        "commands": {
          "type": "array",
          "items": {
            "$ref": "#/$defs/command"
          }
        },
        "problems": {
          "description": "Why the answer does not count, or what had to be repaired.",
          "type": "array",
          "items": {
            "type": "string"
          }
        },
        "proof": {
          "$ref": "#/$defs/proof"
        },
        "fault": {
          "anyOf": [
            {
              "$ref": "#/$defs/fault"
            },
            {
              "type": "null"
            }
          ]
        }
      }
    },
    "checks": {
      "title": "ReportChecks",
      "description": "Commands okstra ran itself.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "configured",
        "unconfigured",
        "languagesWithoutLint",
        "receipts",
        "discrepancies"
      ],
      "properties": {
        "configured": {
          "type": "array",
          "items": {
            "title": "ReportCheck",
            "type": "object",
            "additionalProperties": false,
            "required": [
              "id",
              "label",
              "category",
              "cmd",
              "cwd",
              "language"
            ],
            "properties": {
              "id": {
                "type": "string"
              },
              "label": {
                "type": "string"
              },
              "category": {
                "enum": [
                  "item",
                  "lint",
                  "format",
                  "typecheck",
                  "test"
                ]
              },
              "cmd": {
                "description": "The exact line.",
                "type": "string"
              },
              "cwd": {
                "type": "string"
              },
              "language": {
                "description": "Skipped when no file of this language is in the diff; null: always run.",
                "type": [
                  "string",
                  "null"
                ]
              }
            }
          }
        },
        "unconfigured": {
          "description": "Categories for which no check is configured.",
          "type": "array",
          "items": {
            "type": "string"
          }
        },
        "languagesWithoutLint": {
          "description": "Languages of the diff that no lint or format check covers.",
          "type": "array",
          "items": {
            "type": "string"
          }
        },
        "receipts": {
          "description": "In the order they were run.",
          "type": "array",
          "items": {
            "$ref": "#/$defs/receipt"
          }
        },
        "discrepancies": {
          "type": "array",
          "items": {
            "title": "ReportDiscrepancy",
            "description": "An agent says something else of a check than okstra saw.",
            "type": "object",
            "additionalProperties": false,
            "required": [
              "attempt",
              "seat",
              "check",
              "cmd",
              "claimedExit",
              "observedExit",
              "observedStatus",
              "falsePass"
            ],
            "properties": {
              "attempt": {
                "type": "integer",
                "minimum": 1
              },
              "seat": {
                "type": "string"
              },
              "check": {
                "type": "string"
              },
              "cmd": {
                "type": "string"
              },
              "claimedExit": {
                "type": [
                  "integer",
                  "null"
                ]
              },
              "observedExit": {
                "type": [
                  "integer",
                  "null"
                ]
              },
              "observedStatus": {
                "enum": [
                  "passed",
                  "failed",
                  "timed-out",
                  "skipped"
                ]
              },
              "falsePass": {
                "description": "The agent claims a pass where okstra saw a failure; the opposite is a note.",
                "type": "boolean"
              }
            }
          }
        }
      }
    },
    "receipt": {
      "title": "ReportReceipt",
      "description": "What one run of a check left behind.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "check",
        "label",
        "category",
        "cmd",
        "cwd",
        "on",
        "attempt",
        "commit",
        "tree",
        "status",
        "exitCode",
        "durationMs",
        "log",
        "tail",
        "counts",
        "confinement",
        "note"
      ],
      "properties": {
        "check": {
          "type": "string"
        },
        "label": {
          "type": "string"
        },
        "category": {
          "enum": [
            "item",
            "lint",
            "format",
            "typecheck",
            "test",
            "setup"
          ]
        },
        "cmd": {
          "type": "string"
        },
        "cwd": {
          "type": "string"
        },
        "on": {
          "enum": [
            "baseline",
            "candidate"
          ]
        },
        "attempt": {
          "description": "0 on the baseline.",
          "type": "integer",
          "minimum": 0
        },
        "commit": {
          "type": "string"
        },
        "tree": {
          "type": "string"
        },
        "status": {
          "enum": [
            "passed",
            "failed",
            "timed-out",
            "skipped"
          ]
        },
        "exitCode": {
          "description": "null: ended by a signal, or not run.",
          "type": [
            "integer",
            "null"
          ]
        },
        "durationMs": {
          "type": "number",
          "minimum": 0
        },
        "log": {
          "description": "The full output; null when skipped.",
          "anyOf": [
            {
              "$ref": "#/$defs/artifact"
            },
            {
              "type": "null"
            }
          ]
        },
        "tail": {
          "description": "End of the output.",
          "type": "string"
        },
        "counts": {
          "anyOf": [
            {
              "title": "ReportTestCounts",
              "type": "object",
              "additionalProperties": false,
              "required": [
                "passed",
                "failed",
                "skipped"
              ],
              "properties": {
                "passed": {
                  "type": "integer",
                  "minimum": 0
                },
                "failed": {
                  "type": "integer",
                  "minimum": 0
                },
                "skipped": {
                  "type": "integer",
                  "minimum": 0
                }
              }
            },
            {
              "type": "null"
            }
          ]
        },
        "confinement": {
          "description": "`bwrap`: sandboxed. `process-group`: unsandboxed.",
          "enum": [
            "bwrap",
            "process-group"
          ]
        },
        "note": {
          "description": "Why it was skipped.",
          "type": [
            "string",
            "null"
          ]
        },
        "hint": {
          "description": "It failed in the sandbox, and its output looks as if that had been in its way. Absent: no sign of it.",
          "type": "string"
        },
        "cachedFrom": {
          "title": "ReportCachedFrom",
          "description": "Not run: taken from an earlier run on the same tree. Absent: run.",
          "type": "object",
          "additionalProperties": false,
          "required": [
            "run",
            "at"
          ],
          "properties": {
            "run": {
              "type": "string"
            },
            "at": {
              "type": "string",
              "format": "date-time"
            }
          }
        }
      }
    },
    "artifact": {
      "title": "ReportArtifact",
      "description": "A file of the run folder that never changes.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "path",
        "sha256",
        "bytes"
      ],
      "properties": {
        "path": {
          "description": "Relative to the run folder.",
          "type": "string"
        },
        "sha256": {
          "type": "string",
          "pattern": "^[0-9a-f]{64}$"
        },
        "bytes": {
          "type": "integer",
          "minimum": 0
        }
      }
    },
    "criterion": {
      "title": "ReportCriterion",
      "description": "A criterion of the item and what was found of it.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "id",
        "text",
        "kind",
        "status",
        "receipt",
        "answers"
      ],
      "properties": {
        "id": {
          "type": "string"
        },
        "text": {
          "type": "string"
        },
        "kind": {
          "enum": [
            "automated",
            "manual",
            "whole"
          ]
        },
        "status": {
          "description": "`by-check`: answered by a receipt. `for-a-person`: manual, and no verifier could check it.",
          "enum": [
            "met",
            "partial",
            "unmet",
            "not-checked",
            "by-check",
            "for-a-person"
          ]
        },
        "receipt": {
          "anyOf": [
            {
              "title": "ReportCriterionReceipt",
              "description": "The check that answers it.",
              "type": "object",
              "additionalProperties": false,
              "required": [
                "check",
                "status",
                "exitCode"
              ],
              "properties": {
                "check": {
                  "type": "string"
                },
                "status": {
                  "enum": [
                    "passed",
                    "failed",
                    "timed-out",
                    "skipped"
                  ]
                },
                "exitCode": {
                  "type": [
                    "integer",
                    "null"
                  ]
                }
              }
            },
            {
              "type": "null"
            }
          ]
        },
        "answers": {
          "description": "One per verifier that spoke of it.",
          "type": "array",
          "items": {
            "title": "ReportCriterionOpinion",
            "type": "object",
            "additionalProperties": false,
            "required": [
              "seat",
              "status",
              "evidence"
            ],
            "properties": {
              "seat": {
                "type": "string"
              },
              "status": {
                "enum": [
                  "met",
                  "partial",
                  "unmet",
                  "not-checked"
                ]
              },
              "evidence": {
                "type": "string"
              }
            }
          }
        }
      }
    },
    "location": {
      "title": "ReportLocation",
      "description": "Lines of a file, both ends included, counted from 1.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "file",
        "startLine",
        "endLine"
      ],
      "properties": {
        "file": {
          "type": "string"
        },
        "startLine": {
          "type": "integer",
          "minimum": 0
        },
        "endLine": {
          "type": "integer",
          "minimum": 0
        }
      }
    },
    "reproducer": {
      "title": "ReportReproducer",
      "description": "A command that shows the problem.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "cmd",
        "expect"
      ],
      "properties": {
        "cmd": {
          "type": "string"
        },
        "expect": {
          "title": "ReportExpectation",
          "description": "What the command does while the problem is there.",
          "type": "object",
          "additionalProperties": false,
          "required": [
            "exit"
          ],
          "properties": {
            "exit": {
              "anyOf": [
                {
                  "type": "integer"
                },
                {
                  "const": "nonzero"
                }
              ]
            },
            "stdout": {
              "type": "string"
            }
          }
        }
      }
    },
    "quote": {
      "title": "ReportQuote",
      "description": "A line of the change, as cited.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "file",
        "side",
        "line",
        "text"
      ],
      "properties": {
        "file": {
          "type": "string"
        },
        "side": {
          "enum": [
            "new",
            "base"
          ]
        },
        "line": {
          "type": "integer",
          "minimum": 0
        },
        "text": {
          "type": "string"
        }
      }
    },
    "finding": {
      "title": "ReportFinding",
      "description": "A problem after merging, and what became of it.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "id",
        "category",
        "severity",
        "claim",
        "evidence",
        "raisedBy",
        "vendors",
        "class",
        "state",
        "firstAttempt",
        "counts",
        "positions"
      ],
      "properties": {
        "id": {
          "description": "`F-001`…, kept over rounds and attempts.",
          "type": "string"
        },
        "category": {
          "enum": [
            "correctness",
            "coverage",
            "regression",
            "test-tampering",
            "scope",
            "security",
            "performance",
            "maintainability",
            "process"
          ]
        },
        "severity": {
          "enum": [
            "blocker",
            "major",
            "minor",
            "note"
          ]
        },
        "location": {
          "$ref": "#/$defs/location"
        },
        "claim": {
          "type": "string"
        },
        "evidence": {
          "type": "string"
        },
        "criterion": {
          "description": "Id of the criterion it is about.",
          "type": "string"
        },
        "quote": {
          "$ref": "#/$defs/quote"
        },
        "reproducer": {
          "$ref": "#/$defs/reproducer"
        },
        "recommendation": {
          "type": "string"
        },
        "raisedBy": {
          "description": "Seats, or `okstra` for an audit.",
          "type": "array",
          "items": {
            "type": "string"
          }
        },
        "vendors": {
          "type": "array",
          "items": {
            "type": "string"
          }
        },
        "class": {
          "enum": [
            "reproduced",
            "refuted",
            "withdrawn",
            "confirmed",
            "disputed",
            "standing"
          ]
        },
        "state": {
          "enum": [
            "new",
            "open",
            "fixed",
            "regressed"
          ]
        },
        "firstAttempt": {
          "type": "integer",
          "minimum": 1
        },
        "counts": {
          "description": "Whether it enters the verdict.",
          "type": "boolean"
        },
        "why": {
          "description": "Why it does not enter the verdict.",
          "type": "string"
        },
        "fixes": {
          "description": "How often it was gone in an attempt after it had been reported.",
          "type": "integer",
          "minimum": 1
        },
        "reproduced": {
          "description": "What its reproducer did; absent when it was not run.",
          "enum": [
            "holds",
            "holds-on-both",
            "does-not-hold",
            "void"
          ]
        },
        "positions": {
          "type": "array",
          "items": {
            "title": "ReportPosition",
            "description": "What another verifier says of it.",
            "type": "object",
            "additionalProperties": false,
            "required": [
              "round",
              "seat",
              "vendor",
              "finding",
              "position",
              "evidence"
            ],
            "properties": {
              "round": {
                "type": "integer",
                "minimum": 0
              },
              "seat": {
                "type": "string"
              },
              "vendor": {
                "type": "string"
              },
              "finding": {
                "type": "string"
              },
              "position": {
                "enum": [
                  "AGREE",
                  "DISAGREE",
                  "SUPPLEMENT",
                  "WITHDRAW"
                ]
              },
              "kind": {
                "enum": [
                  "a",
                  "b",
                  "c",
                  "d",
                  "e"
                ]
              },
              "evidence": {
                "type": "string"
              },
              "quote": {
                "$ref": "#/$defs/quote"
              }
            }
          }
        }
      }
    },
    "convergence": {
      "title": "ReportConvergence",
      "description": "Repeated word for word from the convergence state of the last attempt.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "roundHistory",
        "round2SkippedReason",
        "finalClassificationCounts",
        "stopReason"
      ],
      "properties": {
        "roundHistory": {
          "type": "array",
          "items": {
            "type": "object"
          }
        },
        "round2SkippedReason": {
          "type": [
            "string",
            "null"
          ]
        },
        "stopReason": {
          "description": "Why there was no further round.",
          "type": [
            "string",
            "null"
          ]
        },
        "finalClassificationCounts": {
          "type": "object",
          "additionalProperties": {
            "type": "integer",
            "minimum": 0
          }
        }
      }
    },
    "commit": {
      "title": "ReportCommit",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "sha",
        "message",
        "step"
      ],
      "properties": {
        "sha": {
          "type": "string"
        },
        "message": {
          "type": "string"
        },
        "step": {
          "description": "Step of a plan it belongs to.",
          "type": [
            "string",
            "null"
          ]
        }
      }
    },
    "diff": {
      "title": "ReportDiff",
      "description": "The change of the last candidate over its base.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "branch",
        "base",
        "head",
        "files",
        "insertions",
        "deletions",
        "ref",
        "outOfPlan"
      ],
      "properties": {
        "branch": {
          "type": [
            "string",
            "null"
          ]
        },
        "base": {
          "description": "Commit.",
          "type": [
            "string",
            "null"
          ]
        },
        "head": {
          "description": "Commit.",
          "type": [
            "string",
            "null"
          ]
        },
        "files": {
          "type": "array",
          "items": {
            "title": "ReportChangedFile",
            "type": "object",
            "additionalProperties": false,
            "required": [
              "path",
              "status",
              "previousPath",
              "insertions",
              "deletions",
              "binary"
            ],
            "properties": {
              "path": {
                "type": "string"
              },
              "status": {
                "enum": [
                  "added",
                  "modified",
                  "deleted",
                  "renamed",
                  "type-changed"
                ]
              },
              "previousPath": {
                "type": [
                  "string",
                  "null"
                ]
              },
              "insertions": {
                "type": "integer",
                "minimum": 0
              },
              "deletions": {
                "type": "integer",
                "minimum": 0
              },
              "binary": {
                "type": "boolean"
              }
            }
          }
        },
        "insertions": {
          "type": "integer",
          "minimum": 0
        },
        "deletions": {
          "type": "integer",
          "minimum": 0
        },
        "ref": {
          "description": "The unified diff.",
          "anyOf": [
            {
              "$ref": "#/$defs/artifact"
            },
            {
              "type": "null"
            }
          ]
        },
        "outOfPlan": {
          "description": "Files outside those the item or the executor’s plan names; may be empty.",
          "type": "array",
          "items": {
            "title": "ReportOutOfPlan",
            "type": "object",
            "additionalProperties": false,
            "required": [
              "file",
              "why"
            ],
            "properties": {
              "file": {
                "type": "string"
              },
              "why": {
                "description": "The executor's reason.",
                "type": [
                  "string",
                  "null"
                ]
              }
            }
          }
        }
      }
    },
    "remainingTask": {
      "title": "ReportRemainingTask",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "text",
        "origin"
      ],
      "properties": {
        "text": {
          "type": "string"
        },
        "origin": {
          "description": "Criterion, finding, check or seat it comes from.",
          "type": "string"
        }
      }
    },
    "followUp": {
      "title": "ReportFollowUp",
      "description": "Work that this run does not do.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "id",
        "kind",
        "level",
        "origin",
        "title",
        "suggestedPhase",
        "scope",
        "reason",
        "autoSpawn",
        "spawned"
      ],
      "properties": {
        "id": {
          "description": "Unique in its run.",
          "type": "string"
        },
        "kind": {
          "enum": [
            "out-of-scope",
            "declined-recommendation",
            "residual-risk",
            "clarification"
          ]
        },
        "level": {
          "description": "Severity of the finding it comes from; note for what an agent only said.",
          "enum": [
            "blocker",
            "major",
            "minor",
            "note"
          ]
        },
        "origin": {
          "description": "Id of a finding, or the seat that said it.",
          "type": "string"
        },
        "title": {
          "type": "string"
        },
        "suggestedPhase": {
          "type": "string"
        },
        "scope": {
          "type": "string"
        },
        "reason": {
          "type": "string"
        },
        "autoSpawn": {
          "description": "Whether it became an item without being asked for.",
          "type": "boolean"
        },
        "spawned": {
          "description": "Path of the item made of it at the end of the run, relative to the repository.",
          "type": [
            "string",
            "null"
          ]
        }
      }
    },
    "prose": {
      "title": "ReportProse",
      "description": "What the report writer says of the run. Absent: there is none in the roster, or there is nothing to explain yet.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "seat",
        "dispatch",
        "summary",
        "rationale",
        "reason"
      ],
      "properties": {
        "seat": {
          "description": "Who was asked.",
          "type": "string"
        },
        "dispatch": {
          "description": "The dispatch that the texts are from; null: there are none.",
          "type": [
            "string",
            "null"
          ]
        },
        "summary": {
          "description": "What came of it, in Markdown. Every number of it stands in this document.",
          "type": [
            "string",
            "null"
          ]
        },
        "rationale": {
          "description": "Why the verdict is what it is, in Markdown. Every number of it stands in this document.",
          "type": [
            "string",
            "null"
          ]
        },
        "reason": {
          "description": "Why there are no texts; then the report says itself what came of it.",
          "type": [
            "string",
            "null"
          ]
        }
      }
    },
    "workerOutput": {
      "title": "ReportWorkerOutput",
      "description": "The executor's last final text.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "dispatch",
        "text",
        "truncated",
        "bytes",
        "path"
      ],
      "properties": {
        "dispatch": {
          "type": [
            "string",
            "null"
          ]
        },
        "text": {
          "description": "At most 16 KB: the head and the tail when it is longer.",
          "type": "string"
        },
        "truncated": {
          "type": "boolean"
        },
        "bytes": {
          "description": "Of the full text.",
          "type": "integer",
          "minimum": 0
        },
        "path": {
          "description": "Of the full text, relative to the run folder.",
          "type": [
            "string",
            "null"
          ]
        }
      }
    },
    "usage": {
      "title": "ReportUsage",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "byRole",
        "byAgent",
        "total"
      ],
      "properties": {
        "byRole": {
          "type": "array",
          "items": {
            "title": "ReportRoleUsage",
            "type": "object",
            "additionalProperties": false,
            "required": [
              "role",
              "figures",
              "dispatches",
              "unreported"
            ],
            "properties": {
              "role": {
                "enum": [
                  "executor",
                  "verifier",
                  "analyst",
                  "report-writer"
                ]
              },
              "figures": {
                "anyOf": [
                  {
                    "$ref": "#/$defs/usageFigures"
                  },
                  {
                    "type": "null"
                  }
                ]
              },
              "dispatches": {
                "type": "integer",
                "minimum": 0
              },
              "unpriced": {
                "description": "Dispatches whose cost is not known, and not in the figures. Absent in reports of earlier versions.",
                "type": "integer",
                "minimum": 0
              },
              "estimatedTokens": {
                "description": "Estimated for dispatches that did not say, and not in the figures. Absent in reports of earlier versions.",
                "type": "integer",
                "minimum": 0
              },
              "unreported": {
                "description": "Dispatches whose agent did not say.",
                "type": "integer",
                "minimum": 0
              }
            }
          }
        },
        "byAgent": {
          "type": "array",
          "items": {
            "title": "ReportAgentUsage",
            "type": "object",
            "additionalProperties": false,
            "required": [
              "agent",
              "figures",
              "dispatches",
              "unreported"
            ],
            "properties": {
              "agent": {
                "type": "string"
              },
              "figures": {
                "anyOf": [
                  {
                    "$ref": "#/$defs/usageFigures"
                  },
                  {
                    "type": "null"
                  }
                ]
              },
              "dispatches": {
                "type": "integer",
                "minimum": 0
              },
              "unpriced": {
                "description": "Dispatches whose cost is not known, and not in the figures. Absent in reports of earlier versions.",
                "type": "integer",
                "minimum": 0
              },
              "estimatedTokens": {
                "description": "Estimated for dispatches that did not say, and not in the figures. Absent in reports of earlier versions.",
                "type": "integer",
                "minimum": 0
              },
              "unreported": {
                "type": "integer",
                "minimum": 0
              }
            }
          }
        },
        "budget": {
          "title": "ReportBudget",
          "description": "What the budgets of the run counted, estimates included. Absent in reports of earlier versions.",
          "type": "object",
          "additionalProperties": false,
          "required": [
            "tokens",
            "usd"
          ],
          "properties": {
            "tokens": {
              "$ref": "#/$defs/spent"
            },
            "usd": {
              "$ref": "#/$defs/spent"
            }
          }
        },
        "total": {
          "title": "ReportTotalUsage",
          "type": "object",
          "additionalProperties": false,
          "required": [
            "figures",
            "dispatches",
            "unreported"
          ],
          "properties": {
            "figures": {
              "anyOf": [
                {
                  "$ref": "#/$defs/usageFigures"
                },
                {
                  "type": "null"
                }
              ]
            },
            "dispatches": {
              "type": "integer",
              "minimum": 0
            },
            "unpriced": {
              "description": "Dispatches whose cost is not known, and not in the figures. Absent in reports of earlier versions.",
              "type": "integer",
              "minimum": 0
            },
            "estimatedTokens": {
              "description": "Estimated for dispatches that did not say, and not in the figures. Absent in reports of earlier versions.",
              "type": "integer",
              "minimum": 0
            },
            "unreported": {
              "type": "integer",
              "minimum": 0
            }
          }
        }
      }
    },
    "spent": {
      "title": "ReportSpent",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "limit",
        "used",
        "estimated"
      ],
      "properties": {
        "limit": {
          "description": "null: none.",
          "type": [
            "number",
            "null"
          ],
          "minimum": 0
        },
        "used": {
          "type": "number",
          "minimum": 0
        },
        "estimated": {
          "description": "Whether a part of it is an estimate.",
          "type": "boolean"
        }
      }
    },
    "timing": {
      "title": "ReportTiming",
      "description": "Wall clock, from the times of the journal.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "totalMs",
        "phases",
        "agents"
      ],
      "properties": {
        "totalMs": {
          "description": "From the start to the end, or to the last event, interruptions included.",
          "type": "number",
          "minimum": 0
        },
        "phases": {
          "description": "Only phases that took place.",
          "type": "array",
          "items": {
            "title": "ReportPhaseTime",
            "type": "object",
            "additionalProperties": false,
            "required": [
              "phase",
              "ms"
            ],
            "properties": {
              "phase": {
                "enum": [
                  "prepare",
                  "baseline",
                  "execute",
                  "evidence",
                  "verify",
                  "interrupted"
                ]
              },
              "ms": {
                "type": "number",
                "minimum": 0
              }
            }
          }
        },
        "agents": {
          "type": "array",
          "items": {
            "title": "ReportAgentTime",
            "type": "object",
            "additionalProperties": false,
            "required": [
              "seat",
              "role",
              "ms",
              "dispatches"
            ],
            "properties": {
              "seat": {
                "type": "string"
              },
              "role": {
                "enum": [
                  "executor",
                  "verifier",
                  "analyst",
                  "report-writer"
                ]
              },
              "ms": {
                "type": "number",
                "minimum": 0
              },
              "dispatches": {
                "type": "integer",
                "minimum": 0
              }
            }
          }
        }
      }
    },
    "environment": {
      "title": "ReportEnvironment",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "os",
        "node",
        "git",
        "sandbox",
        "distinctVendors"
      ],
      "properties": {
        "os": {
          "type": "string"
        },
        "node": {
          "type": "string"
        },
        "git": {
          "type": "string"
        },
        "sandbox": {
          "description": "Whether okstra's own sandbox works here.",
          "type": "boolean"
        },
        "distinctVendors": {
          "title": "ReportDistinctVendors",
          "description": "Vendors other than the executor's that gave a verdict in the last attempt.",
          "type": "object",
          "additionalProperties": false,
          "required": [
            "count",
            "vendors"
          ],
          "properties": {
            "count": {
              "type": "integer",
              "minimum": 0
            },
            "vendors": {
              "type": "array",
              "items": {
                "type": "string"
              }
            }
          }
        }
      }
    }
  }
};

export const runSummarySchema: Readonly<Record<string, unknown>> = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "run-summary.schema.json",
  "title": "RunSummary",
  "description": "RUN_SUMMARY.json of a run on feature documents, in .codex/pr/. In a strict CI run verificationEvidence and overallStatus are there too.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "selectedBundleTaskIds",
    "branchName",
    "prTitle",
    "commits",
    "filesChanged",
    "validationResults",
    "preflightChecks",
    "taskClaim",
    "memoryUpdate",
    "nextBoundaryTaskId"
  ],
  "dependentRequired": {
    "overallStatus": [
      "verificationEvidence"
    ],
    "verificationEvidence": [
      "overallStatus"
    ]
  },
  "properties": {
    "selectedBundleTaskIds": {
      "description": "Empty: nothing could be taken.",
      "type": "array",
      "items": {
        "$ref": "#/$defs/taskId"
      }
    },
    "branchName": {
      "type": [
        "string",
        "null"
      ]
    },
    "prTitle": {
      "type": [
        "string",
        "null"
      ]
    },
    "commits": {
      "type": "array",
      "items": {
        "title": "RunSummaryCommit",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "hash",
          "message"
        ],
        "properties": {
          "hash": {
            "type": "string",
            "pattern": "^[0-9a-f]{7,64}$"
          },
          "message": {
            "type": "string"
          }
        }
      }
    },
    "filesChanged": {
      "type": "array",
      "items": {
        "type": "string"
      }
    },
    "validationResults": {
      "type": "array",
      "items": {
        "$ref": "#/$defs/validationResult"
      }
    },
    "preflightChecks": {
      "type": "array",
      "items": {
        "title": "RunSummaryPreflight",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "name",
          "status",
          "details"
        ],
        "properties": {
          "name": {
            "type": "string"
          },
          "status": {
            "$ref": "#/$defs/checkStatus"
          },
          "details": {
            "type": "string"
          }
        }
      }
    },
    "taskClaim": {
      "$ref": "#/$defs/taskClaim"
    },
    "memoryUpdate": {
      "title": "RunSummaryMemory",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "file",
        "status",
        "summary"
      ],
      "properties": {
        "file": {
          "type": [
            "string",
            "null"
          ]
        },
        "status": {
          "type": "string",
          "enum": [
            "appended",
            "no_change"
          ]
        },
        "summary": {
          "type": "string"
        }
      }
    },
    "nextBoundaryTaskId": {
      "anyOf": [
        {
          "$ref": "#/$defs/taskId"
        },
        {
          "type": "null"
        }
      ]
    },
    "verificationEvidence": {
      "type": "array",
      "items": {
        "$ref": "#/$defs/verificationEvidence"
      }
    },
    "overallStatus": {
      "$ref": "#/$defs/checkStatus"
    }
  },
  "$defs": {
    "taskId": {
      "type": "string",
      "pattern": "^FRD-\\d{3}-T\\d+$"
    },
    "checkStatus": {
      "title": "RunSummaryStatus",
      "type": "string",
      "enum": [
        "passed",
        "failed"
      ]
    },
    "validationResult": {
      "title": "RunSummaryValidation",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "name",
        "command",
        "exitCode",
        "status"
      ],
      "properties": {
        "name": {
          "type": "string"
        },
        "command": {
          "type": "string"
        },
        "exitCode": {
          "description": "null: ended by a signal, or never started.",
          "type": [
            "integer",
            "null"
          ]
        },
        "status": {
          "$ref": "#/$defs/checkStatus"
        },
        "outputSummary": {
          "type": "string"
        }
      }
    },
    "taskClaim": {
      "title": "RunSummaryClaim",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "taskId",
        "claimRef",
        "status",
        "details",
        "takeover"
      ],
      "properties": {
        "taskId": {
          "description": "The first task of the bundle.",
          "type": [
            "string",
            "null"
          ]
        },
        "claimRef": {
          "type": [
            "string",
            "null"
          ]
        },
        "status": {
          "type": "string",
          "enum": [
            "claimed",
            "already_claimed",
            "fallback_local",
            "not_used"
          ]
        },
        "details": {
          "type": "string"
        },
        "takeover": {
          "anyOf": [
            {
              "title": "RunSummaryTakeover",
              "type": "object",
              "additionalProperties": false,
              "required": [
                "ownerId",
                "previousExpiresAt",
                "takeoverAt"
              ],
              "properties": {
                "ownerId": {
                  "description": "The new owner.",
                  "type": "string"
                },
                "previousOwnerId": {
                  "type": "string"
                },
                "previousExpiresAt": {
                  "type": "string",
                  "format": "date-time"
                },
                "takeoverAt": {
                  "type": "string",
                  "format": "date-time"
                }
              }
            },
            {
              "type": "null"
            }
          ]
        }
      }
    },
    "verificationEvidence": {
      "title": "RunSummaryEvidence",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "taskId",
        "verificationId",
        "commands",
        "status",
        "humanEvidence"
      ],
      "properties": {
        "taskId": {
          "$ref": "#/$defs/taskId"
        },
        "verificationId": {
          "type": "string"
        },
        "commands": {
          "type": "array",
          "items": {
            "type": "string"
          }
        },
        "status": {
          "type": "string",
          "enum": [
            "passed",
            "failed",
            "manual_verified"
          ]
        },
        "humanEvidence": {
          "type": [
            "string",
            "null"
          ]
        }
      }
    }
  }
};

export const specMetadataSchema: Readonly<Record<string, unknown>> = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "spec-metadata.schema.json",
  "title": "SpecMetadata",
  "description": "metadata.json of a spec folder. Fields that are not named here belong to other tools and are kept as they are.",
  "type": "object",
  "properties": {
    "id": {
      "description": "Absent: the folder's name. A part of paths and branch names.",
      "type": "string",
      "pattern": "^(?!.*(?:\\.lock|\\.)$)[A-Za-z0-9](?:[A-Za-z0-9_-]|\\.(?!\\.))*$",
      "maxLength": 100
    },
    "name": {
      "description": "Absent: the first level-1 heading of SPEC.md.",
      "type": "string"
    },
    "status": {
      "description": "Absent: todo.",
      "type": "string",
      "enum": [
        "todo",
        "in-progress",
        "done",
        "blocked",
        "failed"
      ]
    },
    "dependsOn": {
      "description": "Ids of other items that must be done first.",
      "type": "array",
      "items": {
        "type": "string",
        "minLength": 1
      }
    },
    "lastRun": {
      "description": "End of the last attempt, ISO-8601 in UTC.",
      "type": "string"
    },
    "notes": {
      "description": "A line per note; lines are only ever appended.",
      "type": [
        "string",
        "array"
      ],
      "items": {
        "type": "string"
      }
    },
    "acceptanceCommands": {
      "description": "Checks of this item. Absent or empty: the configured ones.",
      "type": "array",
      "items": {
        "type": "string",
        "pattern": "\\S"
      }
    },
    "labels": {
      "description": "Words that prompt profiles may ask for, a list of texts. Anything else in this field is another tool's and is left alone."
    },
    "followUpOf": {
      "description": "The follow-up this item was made of: run, id and item it comes from. Written once by okstra; anything else in this field is left alone."
    },
    "files": {
      "description": "Files the item may change. Absent: no limit.",
      "type": "array",
      "items": {
        "type": "string",
        "minLength": 1
      }
    }
  }
};

export const taskPlanSchema: Readonly<Record<string, unknown>> = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "task-plan.schema.json",
  "title": "TaskPlanWire",
  "description": "Tasks proposed for a queue: what an analyst answers, and what `okstra tasks start --from-json` reads.",
  "type": "object",
  "required": [
    "tasks"
  ],
  "properties": {
    "tasks": {
      "type": "array",
      "items": {
        "title": "PlannedTaskWire",
        "type": "object",
        "required": [
          "id",
          "title",
          "area",
          "criteria"
        ],
        "properties": {
          "id": {
            "type": "string",
            "pattern": "^T-[0-9]+[A-Z]?$",
            "description": "T-001 and so on, once each."
          },
          "title": {
            "type": "string",
            "minLength": 1,
            "maxLength": 120
          },
          "area": {
            "type": "string",
            "minLength": 1,
            "maxLength": 60,
            "description": "Data, API, UI, Infrastructure or Testing."
          },
          "specReference": {
            "type": "string",
            "description": "As in: api.md, Section Auth. Empty for a task that no spec asks for."
          },
          "dependsOn": {
            "type": "array",
            "items": {
              "type": "string"
            }
          },
          "criteria": {
            "type": "array",
            "items": {
              "type": "string",
              "minLength": 1
            },
            "description": "Each can be checked."
          },
          "complexity": {
            "type": "string",
            "enum": [
              "Simple",
              "Medium",
              "Complex"
            ]
          },
          "files": {
            "type": "array",
            "items": {
              "type": "string"
            },
            "description": "Files that the task is expected to change."
          },
          "originalId": {
            "type": "string",
            "description": "Of a task that is taken over from elsewhere."
          }
        }
      }
    }
  }
};

export const taskReportSchema: Readonly<Record<string, unknown>> = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "task-report.schema.json",
  "title": "TaskReportWire",
  "description": "What an agent reports besides its work on a task of the queue: a verifier in its answer, an executor in a fenced json block. A field that is not required may be absent or null.",
  "type": "object",
  "properties": {
    "gaps": {
      "type": [
        "array",
        "null"
      ],
      "description": "Where the specification is wrong or silent; empty when it is neither.",
      "items": {
        "title": "GapWire",
        "type": "object",
        "required": [
          "level",
          "what"
        ],
        "properties": {
          "level": {
            "type": "string",
            "enum": [
              "L0",
              "L1",
              "L2"
            ],
            "description": "L0: trivial. L1: contained, with an assumption. L2: only a person can decide."
          },
          "what": {
            "type": "string",
            "minLength": 1,
            "description": "What the specification leaves open or says wrongly, in one sentence."
          },
          "assumption": {
            "type": [
              "string",
              "null"
            ],
            "description": "L1: what is taken for granted. L2: the choices."
          },
          "patch": {
            "title": "GapPatchWire",
            "type": [
              "object",
              "null"
            ],
            "description": "L0: a literal replacement in a specification.",
            "required": [
              "file",
              "find",
              "replace"
            ],
            "properties": {
              "file": {
                "type": "string",
                "minLength": 1,
                "description": "Name of the specification."
              },
              "find": {
                "type": "string",
                "minLength": 1,
                "description": "Text that occurs there exactly once."
              },
              "replace": {
                "type": "string"
              }
            }
          }
        }
      }
    },
    "fixTasks": {
      "type": [
        "array",
        "null"
      ],
      "description": "Code of other tasks that is wrong while the specification is right; empty when there is none.",
      "items": {
        "title": "FixTaskWire",
        "type": "object",
        "required": [
          "type",
          "task",
          "what"
        ],
        "properties": {
          "type": {
            "type": "string",
            "enum": [
              "runtime-error",
              "regression",
              "integration-failure",
              "context-gap",
              "design-gap",
              "supply-chain"
            ]
          },
          "task": {
            "type": "string",
            "description": "Id of the task whose code is wrong, for example T-001."
          },
          "files": {
            "type": [
              "array",
              "null"
            ],
            "items": {
              "type": "string"
            }
          },
          "what": {
            "type": "string",
            "minLength": 1,
            "description": "What is wrong, in one sentence."
          }
        }
      }
    }
  }
};

export const verifierAnswerSchema: Readonly<Record<string, unknown>> = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "verifier-answer.schema.json",
  "title": "VerifierAnswerWire",
  "description": "A verifier's answer. Unknown fields are ignored; a field that is not required may be absent or null.",
  "type": "object",
  "required": [
    "tree",
    "verdict",
    "criteria",
    "findings"
  ],
  "properties": {
    "tree": {
      "type": "string",
      "minLength": 1,
      "description": "The hash of the line `Tree: …` of the prompt, repeated."
    },
    "verdict": {
      "type": "string",
      "enum": [
        "pass",
        "concerns",
        "fail"
      ],
      "description": "pass: nothing stands in the way. concerns: it can go on, with findings. fail: it must not go on; a criterion or a finding says why."
    },
    "criteria": {
      "type": "array",
      "description": "One entry for each criterion of the prompt.",
      "items": {
        "title": "CriterionAnswerWire",
        "type": "object",
        "required": [
          "id",
          "status",
          "evidence"
        ],
        "properties": {
          "id": {
            "type": "string",
            "description": "The criterion's id as the prompt names it, for example AC-1."
          },
          "status": {
            "type": "string",
            "enum": [
              "met",
              "partial",
              "unmet",
              "not-checked"
            ]
          },
          "evidence": {
            "type": "string",
            "description": "Where in the code or the receipts this shows."
          }
        }
      }
    },
    "findings": {
      "type": "array",
      "description": "Every problem seen, one entry each; empty when there is none.",
      "items": {
        "title": "FindingWire",
        "type": "object",
        "required": [
          "category",
          "severity",
          "claim",
          "evidence"
        ],
        "properties": {
          "category": {
            "type": "string",
            "enum": [
              "correctness",
              "coverage",
              "regression",
              "test-tampering",
              "scope",
              "security",
              "performance",
              "maintainability",
              "process"
            ]
          },
          "severity": {
            "type": "string",
            "enum": [
              "blocker",
              "major",
              "minor",
              "note"
            ]
          },
          "claim": {
            "type": "string",
            "minLength": 1,
            "description": "What is wrong, in one sentence."
          },
          "evidence": {
            "type": "string",
            "description": "What shows it."
          },
          "criterion": {
            "type": [
              "string",
              "null"
            ],
            "description": "Id of the criterion it concerns."
          },
          "location": {
            "title": "LocationWire",
            "type": [
              "object",
              "null"
            ],
            "description": "Where it is. A finding with a location needs a quote.",
            "required": [
              "file",
              "startLine"
            ],
            "properties": {
              "file": {
                "type": "string",
                "minLength": 1,
                "description": "Path relative to the repository."
              },
              "startLine": {
                "type": "integer",
                "minimum": 1
              },
              "endLine": {
                "type": [
                  "integer",
                  "null"
                ],
                "minimum": 1,
                "description": "Absent: the same line."
              }
            }
          },
          "quote": {
            "title": "QuoteWire",
            "type": [
              "object",
              "null"
            ],
            "description": "One line of code copied as it stands in the file; a quote that is not found there refutes the finding.",
            "required": [
              "file",
              "line",
              "text"
            ],
            "properties": {
              "file": {
                "type": "string",
                "minLength": 1
              },
              "side": {
                "type": [
                  "string",
                  "null"
                ],
                "enum": [
                  "new",
                  "base",
                  null
                ],
                "description": "new: the candidate. base: before the change. Absent: new."
              },
              "line": {
                "type": "integer",
                "minimum": 1
              },
              "text": {
                "type": "string"
              }
            }
          },
          "reproducer": {
            "title": "ReproducerWire",
            "type": [
              "object",
              "null"
            ],
            "description": "A command that shows the problem when it is run in the repository.",
            "required": [
              "cmd",
              "expect"
            ],
            "properties": {
              "cmd": {
                "type": "string",
                "minLength": 1
              },
              "expect": {
                "title": "ReproducerExpectationWire",
                "type": "object",
                "description": "How the command ends when the problem is there.",
                "required": [
                  "exit"
                ],
                "properties": {
                  "exit": {
                    "anyOf": [
                      {
                        "type": "integer"
                      },
                      {
                        "type": "string",
                        "enum": [
                          "nonzero"
                        ]
                      }
                    ]
                  },
                  "stdout": {
                    "type": [
                      "string",
                      "null"
                    ],
                    "description": "Text that its output contains."
                  }
                }
              }
            }
          },
          "recommendation": {
            "type": [
              "string",
              "null"
            ],
            "description": "What to change."
          }
        }
      }
    },
    "commands": {
      "type": [
        "array",
        "null"
      ],
      "description": "Commands that you ran yourself.",
      "items": {
        "title": "AnswerCommandWire",
        "type": "object",
        "required": [
          "cmd"
        ],
        "properties": {
          "cmd": {
            "type": "string"
          },
          "exitCode": {
            "type": [
              "integer",
              "null"
            ]
          }
        }
      }
    },
    "summary": {
      "type": [
        "string",
        "null"
      ],
      "description": "The answer in a few sentences."
    }
  }
};
