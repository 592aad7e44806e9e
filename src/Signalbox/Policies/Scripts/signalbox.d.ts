/** What a request makes use of, and what a model can do. */
type Capability =
  | "chat" | "responses" | "messages" | "embeddings" | "tools" | "parallel_tools" | "images" | "audio" | "pdf" | "structured_output" | "reasoning";

/** A request's shape and whose it is. No word of the request itself, unless the operator grants that to the policy. */
interface PolicyRequest {
  /** Key of the route group that is called. */
  readonly group: string;
  /** The group's tags. */
  readonly tags: readonly string[];
  /** The API that the request is written for. */
  readonly api: "chat_completions" | "responses" | "messages" | "embeddings";
  /** Whether the answer is streamed. */
  readonly stream: boolean;
  /** What the request makes use of. */
  readonly uses: readonly Capability[];
  /** Estimated tokens of the prompt. */
  readonly input_tokens: number;
  /** The most tokens that the answer may have; null when the caller leaves that open. */
  readonly output_tokens: number | null;
  /** Bytes of text in the prompt. */
  readonly text_bytes: number;
  /** When the request arrived, in milliseconds since 1970 (UTC). */
  readonly at: number;
  /** Ids of who calls; null where there is none. */
  readonly organization_id: string | null;
  readonly team_id: string | null;
  readonly project_id: string | null;
  readonly user_id: string | null;
  readonly key_id: string | null;
  /** dev, staging or prod. */
  readonly environment: string | null;

  /** With the grant "metadata": names of who calls. */
  readonly names?: {
    readonly organization: string | null;
    readonly team: string | null;
    readonly project: string | null;
    readonly user: string | null;
    readonly key: string | null;
  };
  /** With the grant "metadata": the session as the client names it. */
  readonly session?: string | null;
  /** With the grant "metadata": the request's own metadata; null when it has none. */
  readonly metadata?: Readonly<Record<string, unknown>> | null;
  /** With the grant "prompts": the whole request as the caller sent it; null when it is longer than 256 KiB. */
  readonly body?: Readonly<Record<string, unknown>> | null;
}

/** A member of the group that can serve the request, as it stands at this instance. */
interface PolicyMember {
  /** The member model's name: what an answer names. */
  readonly model: string;
  readonly weight: number;
  readonly priority: number;
  /** What the operator holds of it, 0 to 1; null when nothing was said. */
  readonly quality: number | null;
  /** What its circuit breaker makes of it. The broken and the throttled are tried last, whatever the policy says. */
  readonly health: "healthy" | "probing" | "throttled" | "broken";
  /** Milliseconds until its answers begin; null while that is not known. */
  readonly latency_ms: number | null;
  /** Share of its lately successful calls, 0 to 1. */
  readonly success: number;
  /** Calls under way there from this instance. */
  readonly in_flight: number;
  /** What this request is estimated to cost there, in USD; null without a price. */
  readonly cost_usd: number | null;
  /** USD per million tokens of the prompt; null without a price. */
  readonly input_price_usd: number | null;
  /** USD per million tokens of the answer; null without a price. */
  readonly output_price_usd: number | null;
  /** Longest prompt it takes, in tokens; null when unknown. */
  readonly context_tokens: number | null;
  /** Longest answer it gives, in tokens; null when unknown. */
  readonly max_output_tokens: number | null;
  /** What it can do; empty when that is not known. */
  readonly capabilities: readonly Capability[];
  /** Names of the providers that serve it. */
  readonly providers: readonly string[];
}

/** A member, and why. */
interface PolicyChoice {
  /** One of the members' models. */
  readonly model: string;
  /** Why, in a few words: shown in simulations. At most 200 characters count. */
  readonly reason?: string;
}

/** The members in the order they are to be tried, best first. Who is left out is not tried. An empty list leaves the choice to the group's fallback strategy. */
type PolicyOrder = readonly (string | PolicyChoice)[];

/** What a script exports as its default. */
type RoutePolicy = (request: PolicyRequest, members: readonly PolicyMember[]) => PolicyOrder;
