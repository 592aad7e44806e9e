using Signalbox.Core.Assets;
using Signalbox.Models.Upstreams;
using Signalbox.Wire.OpenAIChat;

namespace Gateway.Tests.Models;

public sealed class SystemNameTests
{
    [Theory]
    [InlineData("openai", "generic", "openai")]
    [InlineData("azure_openai", "generic", "azure.ai.openai")]
    [InlineData("anthropic", "generic", "anthropic")]
    [InlineData("gemini", "generic", "gcp.gemini")]
    [InlineData("vertex", "generic", "gcp.vertex_ai")]
    [InlineData("bedrock", "generic", "aws.bedrock")]
    [InlineData("demo", "generic", "signalbox.demo")]
    [InlineData("openai_compatible", "generic", "openai")]
    [InlineData("openai_compatible", "mistral", "mistral_ai")]
    [InlineData("openai_compatible", "xai", "x_ai")]
    [InlineData("openai_compatible", "vllm", "vllm")]
    public void A_provider_has_the_conventions_name_of_its_kind(string kind, string server, string name) =>
        SystemName.Of(ProviderKinds.Parse(kind)!.Value, ChatServers.Find(server)!).ShouldBe(name);
}
