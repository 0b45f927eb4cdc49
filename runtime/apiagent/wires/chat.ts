/** Chat Completions, through OpenAI's SDK: what everything that calls itself compatible speaks. */
import type OpenAI from 'openai';
import type { ApiRequest } from '../../drivers/api-request.ts';
import type { Usage } from '../../model/agents.ts';
import { type Answer, type Asked, type Entry, type ToolCall, type Wire, WireError } from '../conversation.ts';
import type { WireOptions } from './index.ts';
import { openaiClient } from './openai-client.ts';

type Params = OpenAI.Chat.ChatCompletionCreateParamsStreaming;
type Message = OpenAI.Chat.ChatCompletionMessageParam;
type Delta = OpenAI.Chat.ChatCompletionChunk.Choice.Delta;

export function chatWire(request: ApiRequest, { key, refused }: WireOptions): Wire {
  const client = openaiClient(request, key);
  return {
    async ask(asked, heard, signal) {
      const stream = await client.chat.completions.create(paramsOf(request, asked, refused), { signal });
      const parts = gather();
      for await (const chunk of stream) {
        heard.alive();
        parts.add(chunk);
        const delta = chunk.choices[0]?.delta;
        const said = delta?.content ?? '';
        if (said !== '' || delta?.tool_calls !== undefined || delta?.refusal) heard.begun();
        if (said !== '') heard.text(said);
      }
      return parts.answer();
    },
  };
}

function paramsOf(request: ApiRequest, asked: Asked, refused: ReadonlySet<string>): Params {
  const { effort, temperature, maxTokens, baseUrl } = request;
  const schema = refused.has('schema') ? undefined : asked.schema;
  // OpenAI has renamed it for its newer models; the others know the first name.
  const most = new URL(baseUrl).hostname.endsWith('openai.com') ? 'max_completion_tokens' : 'max_tokens';
  return {
    model: request.model,
    stream: true,
    ...(refused.has('usage') ? {} : { stream_options: { include_usage: true } }),
    messages: [{ role: 'system', content: asked.system }, ...asked.entries.flatMap(messagesOf)],
    ...(asked.tools.length === 0
      ? {}
      : {
          tools: asked.tools.map(({ name, description, input }) => ({
            type: 'function' as const,
            function: { name, description, parameters: { ...input } },
          })),
        }),
    ...(effort === undefined ? {} : { reasoning_effort: effort as 'low' }),
    ...(temperature === undefined ? {} : { temperature }),
    ...(maxTokens === undefined ? {} : { [most]: maxTokens }),
    ...(schema === undefined
      ? {}
      : {
          response_format: {
            type: 'json_schema' as const,
            json_schema: { name: 'answer', schema: { ...schema }, strict: true },
          },
        }),
  };
}

function messagesOf(entry: Entry): Message[] {
  switch (entry.who) {
    case 'user':
      return [{ role: 'user', content: entry.text }];
    case 'model':
      return [entry.native as Message];
    case 'tools':
      return [
        ...entry.results.map(({ id, text, isError }) => ({
          role: 'tool' as const,
          tool_call_id: id,
          content: isError ? `Error: ${text}` : text,
        })),
        ...(entry.note === undefined ? [] : [{ role: 'user' as const, content: entry.note }]),
      ];
  }
}

interface OpenCall {
  id: string;
  name: string;
  input: string;
  /** What a server adds and wants to see again, such as a signature. */
  extra: Record<string, unknown>;
}

function gather() {
  const calls = new Map<number, OpenCall>();
  let text = '';
  let refusal = '';
  let finish: string | undefined;
  let model: string | undefined;
  let usage: Usage | undefined;

  const addCall = (part: NonNullable<Delta['tool_calls']>[number]): void => {
    const { index, id, function: named, type: _type, ...extra } = part;
    const place = index ?? calls.size;
    const call = calls.get(place) ?? { id: '', name: '', input: '', extra: {} };
    call.id ||= id ?? '';
    call.name += named?.name ?? '';
    call.input += named?.arguments ?? '';
    Object.assign(call.extra, extra);
    calls.set(place, call);
  };

  return {
    add(chunk: OpenAI.Chat.ChatCompletionChunk): void {
      model ??= chunk.model === '' ? undefined : chunk.model;
      if (chunk.usage) usage = usageOf(chunk.usage);
      const choice = chunk.choices[0];
      if (choice === undefined) return;
      text += choice.delta?.content ?? '';
      refusal += choice.delta?.refusal ?? '';
      for (const part of choice.delta?.tool_calls ?? []) addCall(part);
      finish = choice.finish_reason ?? finish;
    },
    answer(): Answer {
      if (finish === undefined) throw new WireError('stream', 'the stream ended before the answer did');
      const open = [...calls.entries()].toSorted(([a], [b]) => a - b).map(([, call]) => call);
      const named = open.map((call, index) => ({ ...call, id: call.id === '' ? `call_${index}` : call.id }));
      return {
        text,
        calls: named.map(({ id, name, input }): ToolCall => ({ id, name, input })),
        stop: stopOf(finish, refusal, named.length),
        ...(refusal === '' ? {} : { said: refusal }),
        ...(usage === undefined ? {} : { usage }),
        ...(model === undefined ? {} : { model }),
        native: nativeOf(text, named),
      };
    },
  };
}

function stopOf(finish: string, refusal: string, calls: number): Answer['stop'] {
  if (finish === 'content_filter' || refusal !== '') return 'refusal';
  if (finish === 'length') return 'length';
  // Some servers say `stop` where they mean calls.
  return calls > 0 ? 'calls' : 'end';
}

const nativeOf = (text: string, calls: readonly OpenCall[]): unknown => ({
  role: 'assistant',
  content: text === '' && calls.length > 0 ? null : text,
  ...(calls.length === 0
    ? {}
    : {
        tool_calls: calls.map(({ id, name, input, extra }) => ({
          ...extra,
          id,
          type: 'function',
          function: { name, arguments: input === '' ? '{}' : input },
        })),
      }),
});

function usageOf(usage: OpenAI.CompletionUsage): Usage {
  const cached = usage.prompt_tokens_details?.cached_tokens;
  const reasoning = usage.completion_tokens_details?.reasoning_tokens;
  return {
    inputTokens: usage.prompt_tokens,
    outputTokens: usage.completion_tokens,
    ...(cached === undefined ? {} : { cachedInputTokens: cached }),
    ...(reasoning === undefined ? {} : { reasoningTokens: reasoning }),
  };
}
