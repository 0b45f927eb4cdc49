/** Anthropic Messages, through Anthropic's SDK. */
import Anthropic from '@anthropic-ai/sdk';
import type { ApiRequest } from '../../drivers/api-request.ts';
import type { Usage } from '../../model/agents.ts';
import { type Answer, type Asked, type Entry, type Wire, WireError } from '../conversation.ts';
import type { WireOptions } from './index.ts';

type Params = Anthropic.MessageStreamParams;
type Block = Anthropic.ContentBlockParam;

/** Marks the end of what stays the same from call to call: the API keeps it for five minutes and reads it at a tenth of the price. */
const KEEP = { cache_control: { type: 'ephemeral' } } as const;

export function messagesWire(request: ApiRequest, { key, refused }: WireOptions): Wire {
  const client = new Anthropic({
    apiKey: key ?? 'none',
    // Each of these the SDK would otherwise look for in variables and files of its own.
    authToken: null,
    credentials: null,
    config: null,
    profile: null,
    webhookKey: null,
    baseURL: request.baseUrl,
    timeout: request.requestMs,
    maxRetries: 0,
    logLevel: 'off',
    ...(key === undefined ? { defaultHeaders: { authorization: null } } : {}),
  });
  return {
    async ask(asked, heard, signal) {
      const stream = client.messages.stream(paramsOf(request, asked, refused.has('schema')), { signal });
      stream.on('streamEvent', ({ type }) => {
        // The first event only says that the call was taken.
        if (type === 'content_block_start') heard.begun();
        heard.alive();
      });
      stream.on('text', heard.text);
      return answerOf(await stream.finalMessage());
    },
  };
}

function paramsOf(request: ApiRequest, asked: Asked, isSchemaRefused: boolean): Params {
  const { effort, temperature } = request;
  const schema = isSchemaRefused ? undefined : asked.schema;
  const output = {
    ...(effort === undefined ? {} : { effort: effort as 'low' }),
    ...(schema === undefined ? {} : { format: { type: 'json_schema' as const, schema: { ...schema } } }),
  };
  return {
    model: request.model,
    max_tokens: request.maxTokens ?? mostTokens(request.model),
    system: [{ type: 'text', text: asked.system, ...KEEP }],
    messages: messagesOf(asked.entries),
    ...(asked.tools.length === 0
      ? {}
      : {
          tools: asked.tools.map(({ name, description, input }) => ({
            name,
            description,
            input_schema: input as Anthropic.Tool.InputSchema,
          })),
        }),
    ...(temperature === undefined ? {} : { temperature }),
    ...(Object.keys(output).length === 0 ? {} : { output_config: output }),
  };
}

/** What the older models give at most; all later ones give more than is asked for here. */
function mostTokens(model: string): number {
  if (/claude-3-(?:opus|haiku|sonnet)/.test(model)) return 4096;
  return /claude-3-/.test(model) ? 8192 : 32_000;
}

/** The question and the newest entry end what is kept. */
function messagesOf(entries: readonly Entry[]): Anthropic.MessageParam[] {
  return entries.map((entry, index): Anthropic.MessageParam => {
    if (entry.who === 'model') return { role: 'assistant', content: entry.native as Block[] };
    const blocks: Block[] =
      entry.who === 'user'
        ? [{ type: 'text', text: entry.text }]
        : [
            ...entry.results.map(({ id, text, isError }) => ({
              type: 'tool_result' as const,
              tool_use_id: id,
              content: text,
              ...(isError ? { is_error: true } : {}),
            })),
            ...(entry.note === undefined ? [] : [{ type: 'text' as const, text: entry.note }]),
          ];
    const isKept = index === 0 || index === entries.length - 1;
    const last = blocks.at(-1);
    return {
      role: 'user',
      content: isKept && last !== undefined ? [...blocks.slice(0, -1), { ...last, ...KEEP }] : blocks,
    };
  });
}

const STOPS: Readonly<Record<string, Answer['stop']>> = {
  end_turn: 'end',
  stop_sequence: 'end',
  tool_use: 'calls',
  max_tokens: 'length',
  refusal: 'refusal',
  model_context_window_exceeded: 'overflow',
};

function answerOf(message: Anthropic.Message): Answer {
  // Without a reason the stream broke off before its end.
  if (message.stop_reason === null || message.stop_reason === undefined)
    throw new WireError('stream', 'the stream ended before the answer did');
  const text = message.content.flatMap((block) => (block.type === 'text' ? [block.text] : [])).join('');
  return {
    text,
    calls: message.content.flatMap((block) =>
      block.type === 'tool_use' ? [{ id: block.id, name: block.name, input: JSON.stringify(block.input ?? {}) }] : [],
    ),
    stop: STOPS[message.stop_reason] ?? 'end',
    usage: usageOf(message.usage),
    model: message.model,
    native: message.content.flatMap(bare),
  };
}

/** As it came, without what the SDK adds for its callers. The API gives texts that are empty, and takes none back. */
function bare(block: Anthropic.ContentBlock): readonly unknown[] {
  if (block.type !== 'text') return [block];
  return block.text === '' ? [] : [{ type: 'text', text: block.text }];
}

/** The API counts tokens that were cached beside the input's. */
function usageOf(usage: Anthropic.Usage): Usage {
  const cached = usage.cache_read_input_tokens ?? 0;
  const thinking = usage.output_tokens_details?.thinking_tokens;
  return {
    inputTokens: usage.input_tokens + cached + (usage.cache_creation_input_tokens ?? 0),
    cachedInputTokens: cached,
    outputTokens: usage.output_tokens,
    ...(thinking === undefined ? {} : { reasoningTokens: thinking }),
  };
}
