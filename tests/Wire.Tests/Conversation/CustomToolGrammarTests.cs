using Signalbox.Wire.Conversation;
using Wire.Tests.AnthropicMessages;
using Wire.Tests.BedrockConverse;
using Wire.Tests.OpenAIChat;

namespace Wire.Tests.Conversation;

/// <summary>Chat wraps the grammar of a custom tool in one object more than Responses does; a model is told the grammar alone.</summary>
public sealed class CustomToolGrammarTests
{
    [Theory]
    [InlineData("""{"type":"grammar","syntax":"lark","definition":"start: \"x\""}""")]
    [InlineData("""{"type":"grammar","grammar":{"syntax":"lark","definition":"start: \"x\""}}""")]
    public void A_model_is_told_the_grammar_and_not_its_wrapping(string format)
    {
        var request = Converse.Ask();
        request.Tools.Add(new ToolDefinition("ap", null, default) { IsCustom = true, Grammar = Messages.Json(format) });

        foreach (var sent in new[] { Messages.Written(request, "tools"), Gemini.Gemini.Written(request, "tools"), Converse.Written(request, "toolConfig"), ChatDialect.Write(request)["tools"]!.ToJsonString() })
        {
            sent.ShouldNotBeNull().ShouldNotContain("syntax");
            sent.ShouldNotContain("definition");
            sent.ShouldContain("grammar:\\nstart: ");
        }
    }
}
