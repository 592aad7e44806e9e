using Signalbox.Core.Assets;
using Signalbox.Core.Routing;
using Signalbox.Core.Snapshots;

namespace Core.Tests.Routing;

public sealed class EligibilityTests
{
    private const ModelCapabilities Chat = ModelCapabilities.Chat;

    [Fact]
    public void A_deployment_of_which_nothing_is_known_serves_anything()
    {
        var shape = new RequestShape(Chat, ModelCapabilities.Images | ModelCapabilities.Tools | ModelCapabilities.Reasoning, 10_000_000, 100_000);

        Eligibility.Judge(shape, Deployment(ProviderKind.OpenAICompatible, ModelCapabilities.None)).ShouldBe(EligibilityGap.None);
    }

    [Theory]
    [InlineData(ModelCapabilities.Images)]
    [InlineData(ModelCapabilities.Tools)]
    [InlineData(ModelCapabilities.Audio)]
    [InlineData(ModelCapabilities.Pdf)]
    [InlineData(ModelCapabilities.StructuredOutput)]
    public void What_a_model_is_known_to_lack_is_named(ModelCapabilities need)
    {
        var shape = new RequestShape(Chat, need, 0, null);
        var plain = Deployment(ProviderKind.OpenAI, Chat);

        var gap = Eligibility.Judge(shape, plain);

        gap.ShouldBe(EligibilityGap.Capability);
        Eligibility.Explain(gap, shape, plain).ShouldBe(CapabilityNames.Write(need));
        Eligibility.Judge(shape, Deployment(ProviderKind.OpenAI, Chat | need)).ShouldBe(EligibilityGap.None);
        Eligibility.Judge(shape, plain, isLenient: true).ShouldBe(EligibilityGap.Capability);
    }

    [Theory]
    [InlineData(ProviderKind.OpenAI, ModelCapabilities.Embeddings, ModelCapabilities.Embeddings, true)]
    [InlineData(ProviderKind.OpenAI, ModelCapabilities.Chat, ModelCapabilities.Embeddings, false)]
    [InlineData(ProviderKind.OpenAI, ModelCapabilities.Embeddings, ModelCapabilities.Chat, false)]
    [InlineData(ProviderKind.OpenAI, ModelCapabilities.Responses, ModelCapabilities.Chat, true)]
    [InlineData(ProviderKind.Anthropic, ModelCapabilities.None, ModelCapabilities.Embeddings, false)]
    [InlineData(ProviderKind.Bedrock, ModelCapabilities.None, ModelCapabilities.Embeddings, false)]
    [InlineData(ProviderKind.Gemini, ModelCapabilities.None, ModelCapabilities.Embeddings, true)]
    [InlineData(ProviderKind.Gemini, ModelCapabilities.Chat, ModelCapabilities.Messages, true)]
    public void An_api_is_served_by_its_own_models_or_by_translation(ProviderKind kind, ModelCapabilities can, ModelCapabilities api, bool serves) =>
        (Eligibility.Judge(new RequestShape(api, ModelCapabilities.None, 0, null), Deployment(kind, can)) == EligibilityGap.None).ShouldBe(serves);

    [Fact]
    public void A_prompt_that_cannot_fit_is_known_before_it_is_sent()
    {
        var small = Deployment(ProviderKind.OpenAI, Chat, context: 1000);

        Eligibility.Judge(new RequestShape(Chat, ModelCapabilities.None, 6000, null), small).ShouldBe(EligibilityGap.None);
        Eligibility.Judge(new RequestShape(Chat, ModelCapabilities.None, 6006, null), small).ShouldBe(EligibilityGap.Context);
    }

    [Fact]
    public void What_a_translation_can_leave_out_may_be_missing_only_where_there_is_one()
    {
        var shape = new RequestShape(ModelCapabilities.Messages, ModelCapabilities.Reasoning, 0, 50_000);
        var gap = EligibilityGap.Reasoning | EligibilityGap.Output;

        var foreign = Deployment(ProviderKind.OpenAI, Chat, output: 16_384);
        Eligibility.Judge(shape, foreign).ShouldBe(gap);
        Eligibility.Judge(shape, foreign, isLenient: true).ShouldBe(EligibilityGap.None);
        var like = Deployment(ProviderKind.Anthropic, Chat, output: 16_384);
        Eligibility.Judge(shape, like, isLenient: true).ShouldBe(gap);
        Eligibility.Explain(gap, shape, like).ShouldBe("reasoning, answers of 50,000 tokens (it gives 16,384)");
    }

    [Fact]
    public void Those_that_cannot_serve_are_left_out_before_the_order_is_cut_off()
    {
        var order = new RouteDeployment[2];
        var shape = new RequestShape(Chat, ModelCapabilities.Images, 0, null);
        var members = Enumerable.Range(0, 5).Select(i => new RouteMember(1, 0, [Deployment(ProviderKind.OpenAI, i < 3 ? Chat : Chat | ModelCapabilities.Images, name: $"d{i}")]));
        var target = new CallableTarget { Asset = new AssetCatalog([new(AssetKind.CallableTarget, "t", [])]).Find(AssetKind.CallableTarget, "t")!, IsRouteGroup = true, Strategy = RouteStrategy.Static, CreatedAt = 0, Members = [.. members] };

        var count = RouteOrder.Write(target, new RouteAsk(shape, () => 0), order);

        order.Take(count).Select(d => d.Name).ShouldBe(["d3", "d4"]);
    }

    private static RouteDeployment Deployment(ProviderKind kind, ModelCapabilities can, long? context = null, long? output = null, string name = "d") => new()
    {
        Name = name,
        Deployment = new Deployment { Id = name, ProviderId = "p", UpstreamModel = name, ContextTokens = context, OutputTokens = output },
        Provider = new Provider { Id = "p", Name = "p", Kind = kind, BaseUrl = "http://x.invalid" },
        ProviderIndex = 0,
        Capabilities = can,
        UpstreamModelJson = ReadOnlyMemory<byte>.Empty,
    };
}
