// Short questions go to the cheapest member that is well, everything else to the one that is held in the highest regard.
export default function route(request: PolicyRequest, members: readonly PolicyMember[]): PolicyOrder {
  const isShort = request.input_tokens < 500 && !request.uses.includes("tools");
  const rank = (member: PolicyMember) => (isShort ? member.cost_usd ?? Infinity : -(member.quality ?? 0));
  const reason = isShort ? "short, so the cheapest" : "long or with tools, so the best";
  return [...members].sort((a, b) => rank(a) - rank(b)).map((member) => ({ model: member.model, reason }));
}
