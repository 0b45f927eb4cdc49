/** OpenAI Responses, through OpenAI's SDK. Nothing is kept at the API: each call holds the whole conversation. */
import type OpenAI from 'openai';
import type { ApiRequest } from '../../drivers/api-request.ts';
import type { Usage } from '../../model/agents.ts';
import { type Answer, type Asked, type Entry, type ToolCall, type Wire, WireError } from '../conversation.ts';
import type { WireOptions } from './index.ts';
import { openaiClient } from './openai-client.ts';

type Params = OpenAI.Responses.ResponseCreateParamsStreaming;
type Item = OpenAI.Responses.ResponseInputItem;

export function responsesWire(request: ApiRequest, { key, refused }: WireOptions): Wire {
  const client = openaiClient(request, key);
  return {
    async ask(asked, heard, signal) {
      const stream = await client.responses.create(paramsOf(request, asked, refused), { signal });
      let last: OpenAI.Responses.Response | undefined;
      for await (const event of stream) {
        heard.alive();
        switch (event.type) {
          case 'response.output_item.added':
            heard.begun();
            break;
          case 'response.output_text.delta':
            heard.begun();
            heard.text(event.delta);
            break;
          case 'error':
            throw new WireError('api', event.message, event.code ?? undefined);
          case 'response.completed':
          case 'response.incomplete':
          case 'response.failed':
            last = event.response;
            break;
          default:
            break;
        }
      }
      if (last === undefined) throw new WireError('stream', 'the stream ended before the answer did');
      if (last.status === 'failed')
        throw new WireError('api', last.error?.message ?? 'the API says that it failed', last.error?.code);
      heard.begun();
      return answerOf(last);
    },
  };
}

function paramsOf(request: ApiRequest, asked: Asked, refused: ReadonlySet<string>): Params {
  const { effort, temperature, maxTokens, isOwnUrl } = request;
  const schema = refused.has('schema') ? undefined : asked.schema;
  const isReasoning = (isOwnUrl || effort !== undefined) && !refused.has('include');
  return {
    model: request.model,
    stream: true,
    store: false,
    instructions: asked.system,
    input: asked.entries.flatMap(itemsOf),
    ...(asked.tools.length === 0
      ? {}
      : {
          tools: asked.tools.map(({ name, description, input }) => ({
            type: 'function' as const,
            name,
            description,
            parameters: { ...input },
            strict: false,
          })),
        }),
    // Reasoning goes back with the next call only in this form, as nothing is kept there.
    ...(isReasoning ? { include: ['reasoning.encrypted_content' as const] } : {}),
    ...(effort === undefined ? {} : { reasoning: { effort: effort as 'low' } }),
    ...(temperature === undefined ? {} : { temperature }),
    ...(maxTokens === undefined ? {} : { max_output_tokens: maxTokens }),
    ...(schema === undefined
      ? {}
      : { text: { format: { type: 'json_schema' as const, name: 'answer', schema: { ...schema }, strict: true } } }),
  };
}

function itemsOf(entry: Entry): Item[] {
  switch (entry.who) {
    case 'user':
      return [{ role: 'user', content: entry.text }];
    case 'model':
      return entry.native as Item[];
    case 'tools':
      return [
        ...entry.results.map(({ id, text, isError }) => ({
          type: 'function_call_output' as const,
          call_id: id,
          output: isError ? `Error: ${text}` : text,
        })),
        ...(entry.note === undefined ? [] : [{ role: 'user' as const, content: entry.note }]),
      ];
  }
}

function answerOf(response: OpenAI.Responses.Response): Answer {
  const contents = response.output.flatMap((item) => (item.type === 'message' ? item.content : []));
  const refusals = contents.flatMap((part) => (part.type === 'refusal' ? [part.refusal] : []));
  const calls = response.output.flatMap((item): ToolCall[] =>
    item.type === 'function_call' ? [{ id: item.call_id, name: item.name, input: item.arguments }] : [],
  );
  return {
    text: contents.flatMap((part) => (part.type === 'output_text' ? [part.text] : [])).join(''),
    calls,
    stop: stopOf(response, refusals, calls),
    ...(refusals.length === 0 ? {} : { said: refusals.join(' ') }),
    ...(response.usage === undefined || response.usage === null ? {} : { usage: usageOf(response.usage) }),
    model: response.model,
    // Reasoning without its content cannot be handed back where nothing is kept.
    native: response.output.filter((item) => item.type !== 'reasoning' || typeof item.encrypted_content === 'string'),
  };
}

function stopOf(
  { incomplete_details: incomplete }: OpenAI.Responses.Response,
  refusals: readonly string[],
  calls: readonly ToolCall[],
): Answer['stop'] {
  if (refusals.length > 0 || incomplete?.reason === 'content_filter') return 'refusal';
  if (incomplete?.reason === 'max_output_tokens') return 'length';
  return calls.length > 0 ? 'calls' : 'end';
}

/** Some servers leave the details out. */
function usageOf(usage: OpenAI.Responses.ResponseUsage): Usage {
  const details: Partial<OpenAI.Responses.ResponseUsage> = usage;
  const cached = details.input_tokens_details?.cached_tokens;
  const reasoning = details.output_tokens_details?.reasoning_tokens;
  return {
    inputTokens: usage.input_tokens,
    outputTokens: usage.output_tokens,
    ...(cached === undefined ? {} : { cachedInputTokens: cached }),
    ...(reasoning === undefined ? {} : { reasoningTokens: reasoning }),
  };
}
