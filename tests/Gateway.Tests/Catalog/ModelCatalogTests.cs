using System.Text;
using Signalbox.Core.Pricing;
using Signalbox.Models.Catalog;
using Testing.Files;

namespace Gateway.Tests.Catalog;

public sealed class ModelCatalogTests
{
    private const string OpenAI = "https://api.openai.com/v1";

    private static readonly ModelCatalog BuiltIn = ModelCatalog.Load(Path.GetTempPath());

    [Fact]
    public void The_built_in_catalog_is_valid_dated_and_says_where_it_is_from()
    {
        BuiltIn.Origin.ShouldBe("built-in");
        BuiltIn.Document.Date.ShouldBeGreaterThan(new DateOnly(2026, 1, 1));
        BuiltIn.Document.Source.ShouldNotBeEmpty();
        BuiltIn.Document.Models.Count.ShouldBeGreaterThan(80);
    }

    [Fact]
    public void Every_built_in_model_is_found_under_its_own_name_with_a_price_and_capabilities() =>
        BuiltIn.Document.Models.ShouldAllBe(m => HasPriceAndCapabilities(m));

    [Theory]
    [InlineData("openai", "chat")]
    [InlineData("anthropic", "messages")]
    [InlineData("gemini", "chat")]
    [InlineData("openai_compatible", "chat")]
    public void A_model_of_each_maker_is_callable_in_its_dialect_or_makes_embeddings(string kind, string dialect) =>
        BuiltIn.Document.Models.Where(m => m.ProviderKind == kind)
            .ShouldAllBe(m => m.Capabilities.Contains(dialect) || m.Capabilities.Contains("responses") || m.Capabilities.Contains("embeddings"));

    [Fact]
    public void A_model_of_openai_s_from_gpt_4o_on_that_sees_images_reads_pdfs() => // https://platform.openai.com/docs/guides/pdf-files
        BuiltIn.Document.Models.Where(m => m.ProviderKind == "openai" && m.Id != "gpt-4-turbo" && m.Capabilities.Contains("images")).ShouldAllBe(m => m.Capabilities.Contains("pdf"));

    [Fact]
    public void Output_costs_no_less_than_input_and_cached_input_no_more_in_the_built_in_catalog() =>
        BuiltIn.Document.Models.ShouldAllBe(m =>
            m.Price!.CachedInput == null || m.Price.CachedInput <= m.Price.Input && (m.Price.Output >= m.Price.Input || m.Capabilities.Contains("embeddings")));

    [Fact]
    public void Prices_become_micro_dollars_per_million_tokens() =>
        BuiltIn.Find("openai", OpenAI, "gpt-4o-mini")!.Price.ShouldBe(new ModelPrice(150_000, 75_000, null, 600_000));

    [Theory]
    [InlineData("gpt-4o-mini-2024-07-18", "gpt-4o-mini")]
    [InlineData("gpt-4o-mini-20240718", "gpt-4o-mini")]
    public void A_dated_release_is_known_by_its_family(string release, string family) =>
        BuiltIn.Find("openai", OpenAI, release).ShouldBe(BuiltIn.Find("openai", OpenAI, family).ShouldNotBeNull());

    [Fact]
    public void A_dated_release_with_an_entry_of_its_own_keeps_its_own_price() =>
        BuiltIn.Find("openai", OpenAI, "gpt-4o-2024-05-13")!.Price!.Value.Input.ShouldBe(5_000_000);

    [Theory]
    [InlineData("gpt-4o-mini-2024-07")]
    [InlineData("gpt-4o-mini-")]
    [InlineData("GPT-4o-mini")]
    [InlineData("")]
    [InlineData("-2024-07-18")]
    public void Another_name_is_unknown_rather_than_guessed(string name) => BuiltIn.Find("openai", OpenAI, name).ShouldBeNull();

    [Fact]
    public void The_same_model_has_the_price_of_the_host_that_serves_it()
    {
        var atGroq = BuiltIn.Find("openai_compatible", "https://api.groq.com/openai/v1", "openai/gpt-oss-20b").ShouldNotBeNull();
        var atTogether = BuiltIn.Find("openai_compatible", "https://API.together.xyz:443/v1/", "openai/gpt-oss-20b").ShouldNotBeNull();

        atGroq.Price.ShouldNotBe(atTogether.Price);
    }

    [Theory]
    [InlineData("http://10.0.0.5:8000/v1")]
    [InlineData("https://api.groq.com.evil.example/v1")]
    [InlineData("not a url")]
    [InlineData("")]
    public void A_server_of_the_operators_own_has_no_list_price(string baseUrl) =>
        BuiltIn.Find("openai_compatible", baseUrl, "openai/gpt-oss-20b").ShouldBeNull();

    [Fact]
    public void The_operators_file_replaces_the_built_in_one()
    {
        using var data = new TempDirectory();
        data.Write("catalog.json", Catalog("""{ "id": "own", "provider_kind": "openai", "capabilities": ["chat"], "price": { "input": 1, "output": 2 } }"""));

        var catalog = ModelCatalog.Load(data.Path);

        catalog.Origin.ShouldBe(data["catalog.json"]);
        catalog.Find("openai", OpenAI, "own")!.Price.ShouldBe(new ModelPrice(1_000_000, null, null, 2_000_000));
        catalog.Find("openai", OpenAI, "gpt-4o-mini").ShouldBeNull();
    }

    [Theory]
    [InlineData("""{ "id": "m", "provider_kind": "opanai", "capabilities": [] }""", "'opanai' is not a kind of provider")]
    [InlineData("""{ "id": "", "provider_kind": "openai", "capabilities": [] }""", "id is empty")]
    [InlineData("""{ "id": "m", "provider_kind": "openai", "capabilities": ["vision"] }""", "'vision' is not a capability. Use chat")]
    [InlineData("""{ "id": "m", "provider_kind": "openai", "capabilities": [], "price": { "input": -1, "output": 1 } }""", "not negative")]
    [InlineData("""{ "id": "m", "provider_kind": "openai", "capabilities": [], "price": { "input": 0.0000001, "output": 1 } }""", "six decimal places")]
    [InlineData("""{ "id": "m", "provider_kind": "openai", "capabilities": [], "price": { "output": 1 } }""", "input")]
    [InlineData("""{ "id": "m", "provider_kind": "openai", "capabilities": [], "price": { "input": 1, "output": 1, "cached": 1 } }""", "cached")]
    [InlineData("""{ "id": "m", "provider_kind": "openai", "capabilities": [], "context_tokens": 0 }""", "must be positive")]
    [InlineData("""{ "id": "m", "provider_kind": "openai", "host": "api.example.com", "capabilities": [] }""", "host is only for openai_compatible")]
    [InlineData("""{ "id": "m", "provider_kind": "openai_compatible", "capabilities": [] }""", "needs the host")]
    [InlineData("""{ "id": "m", "provider_kind": "openai_compatible", "host": "https://api.example.com", "capabilities": [] }""", "needs the host")]
    [InlineData("""{ "id": "m", "provider_kind": "openai", "capabilities": [] }, { "id": "m", "provider_kind": "openai", "capabilities": [] }""", "stands twice")]
    [InlineData("""{ "provider_kind": "openai", "capabilities": [] }""", "id")]
    [InlineData("""{ "id": null, "provider_kind": "openai", "capabilities": [] }""", "id")]
    public void A_wrong_entry_is_refused_with_its_place_and_reason(string models, string reason) =>
        Refusal(Catalog(models)).ShouldContain(reason);

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{ \"date\": \"yesterday\" }")]
    [InlineData("""{ "date": "2026-01-01", "source": "s", "currency": "EUR", "models": [] }""")]
    public void What_is_no_catalog_is_refused_naming_the_file(string text) => Refusal(text).ShouldContain("own.json");

    private static string Refusal(string text) =>
        Should.Throw<InvalidDataException>(() => ModelCatalog.Parse(Encoding.UTF8.GetBytes(text), "own.json")).Message;

    private static string Catalog(string models) => $$"""{ "date": "2026-01-01", "source": "test", "currency": "USD", "models": [ {{models}} ] }""";

    private static bool HasPriceAndCapabilities(CatalogDocumentModel model) =>
        BuiltIn.Find(model.ProviderKind, model.Host is { } host ? $"https://{host}/v1" : "", model.Id) is { Price: not null, Capabilities.Count: > 0 };
}
