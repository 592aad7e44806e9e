/** What people call the APIs; keys are the gateway's words. */
const names: Record<string, string> = {
  chat_completions: 'Chat completions', responses: 'Responses', messages: 'Messages', embeddings: 'Embeddings', generate_content: 'Gemini’s generateContent', converse: 'Bedrock’s Converse',
};

export const apiName = (api: string): string => names[api] ?? api.replaceAll('_', ' ');
