using Signalbox.Core.Reports;

namespace Core.Tests.Reports;

public sealed class ProviderExportTests
{
    private const long Day = 1_759_622_400_000; // 2025-10-05

    [Theory]
    [InlineData(",")]
    [InlineData("\t")]
    public void OpenAIs_export_is_read_by_its_columns_and_empty_buckets_say_nothing(string separator)
    {
        var text = """
            start_time,end_time,start_time_iso,end_time_iso,project_id,num_model_requests,user_id,api_key_id,model,batch,service_tier,input_tokens,output_tokens,input_cached_tokens
            1759622400,1759708800,2025-10-05T00:00:00+00:00,2025-10-06T00:00:00+00:00,proj_1,12,,,gpt-5-mini-2025-08-07,false,default,1200,340,600
            1759708800,1759795200,2025-10-06T00:00:00+00:00,2025-10-07T00:00:00+00:00,,,,,,,,,,
            """.Replace(",", separator, StringComparison.Ordinal);

        var (format, lines) = ProviderExport.Read(text);

        format.ShouldBe("openai");
        lines.ShouldHaveSingleItem().ShouldBe(new ProviderUsage(Day, Day + TimeSegments.DayMs, "gpt-5-mini-2025-08-07") { Requests = 12, TokensInput = 1200, TokensOutput = 340, TokensCached = 600 });
    }

    [Fact]
    public void Anthropics_input_is_what_the_cache_took_and_served_too() // R24
    {
        var (format, lines) = ProviderExport.Read(""""
            usage_date_utc,model_version,api_key,workspace,usage_type,context_window,usage_input_tokens_no_cache,usage_input_tokens_cache_write_5m,usage_input_tokens_cache_write_1h,usage_input_tokens_cache_read,usage_output_tokens,web_search_count,inference_geo,speed
            2025-10-05,claude-sonnet-4-20250514,"key, ""main""",Default,standard,≤ 200k,3,12304,100,50,550,0,,
            """");

        format.ShouldBe("anthropic");
        lines.ShouldHaveSingleItem().ShouldBe(new ProviderUsage(Day, Day + TimeSegments.DayMs, "claude-sonnet-4-20250514")
        {
            TokensInput = 3 + 12304 + 100 + 50, TokensOutput = 550, TokensCached = 50, TokensCacheWrite = 12404,
        });
    }

    [Fact]
    public void Any_file_is_read_that_names_its_columns()
    {
        var (format, lines) = ProviderExport.Read("\ufefffrom,to,model,requests,cost_usd\r\n2025-10-05T00:10:00Z,2025-10-05T00:50:00Z,m,1,0.0000005\r\n");

        format.ShouldBe("columns");
        lines.ShouldHaveSingleItem().ShouldBe(new ProviderUsage(Day, Day + TimeSegments.HourMs, "m") { Requests = 1, CostMicros = 1 });
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("a,b\n1,2", "line 1: this is no export")]
    [InlineData("date,model,requests\n2025-10-05,m,-1", "line 2: requests must be a whole number")]
    [InlineData("date,model,requests\n2025-10-05,m,NaN", "line 2: requests must be a whole number")]
    [InlineData("date,model,requests\n2025-10-05,m,1.5", "line 2: requests must be a whole number")]
    [InlineData("date,model,requests\n2025-10-05,m,99999999999999999999", "line 2: requests must be a whole number")]
    [InlineData("date,model,cost_usd\n2025-10-05,m,-0.1", "line 2: cost_usd must be an amount")]
    [InlineData("date,model,cost_usd\n2025-10-05,m,Infinity", "line 2: cost_usd must be an amount")]
    [InlineData("date,model,cost_usd\nsoon,m,1", "line 2: date must be a time")]
    [InlineData("date,model,cost_usd\n2025-10-05,,1", "line 2: model is empty")]
    [InlineData("from,to,model,requests\n2025-10-05,2025-10-04,m,1", "line 2: it ends before it begins")]
    [InlineData("from,model,requests\n2025-10-05,m,1", "line 2: to must be a time")]
    [InlineData("date,model,requests\n\n2025-10-05,\"m,1", "line 3: a quote is not closed")]
    public void What_cannot_be_read_is_named_with_its_line(string text, string words) =>
        Should.Throw<FormatException>(() => ProviderExport.Read(text)).Message.ShouldContain(words);

    [Fact]
    public void Whatever_the_text_it_is_read_or_refused() => Property.Holds(random =>
    {
        const string letters = "date,model,requests\n\"1 2\t\r;=-é";
        var text = (random.Next(2) == 0 ? "date,model,requests\n" : "") + new string([.. Enumerable.Range(0, random.Next(60)).Select(_ => letters[random.Next(letters.Length)])]);
        try
        {
            ProviderExport.Read(text).Lines.ShouldAllBe(line => line.Until > line.Since && (line.Requests ?? 0) >= 0);
        }
        catch (FormatException refused)
        {
            refused.Message.ShouldNotBeEmpty();
        }
    }, 500);

    [Theory]
    [InlineData("gpt-4o-2024-08-06", "gpt-4o")]
    [InlineData("claude-sonnet-4-20250514", "claude-sonnet-4")]
    [InlineData("gpt-4o", "gpt-4o")]
    public void An_alias_and_what_it_stands_for_are_one(string model, string family) => ProviderExport.Family(model).ShouldBe(family);
}
