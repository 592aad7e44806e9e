using Signalbox.Configuration;

namespace Gateway.Tests.Configuration;

public sealed class FilledYamlTests
{
    [Theory]
    [InlineData("123456")]
    [InlineData("true")]
    [InlineData("null")]
    [InlineData("a: b")]
    [InlineData("a #b")]
    [InlineData("# all")]
    [InlineData("x\", kind: demo, name: \"y")]
    [InlineData("x\nkind: demo")]
    [InlineData("back\\slash \\n 'single' \"double\"")]
    [InlineData("- *anchor &other !tag |")]
    [InlineData("größe 語 😀 \u2028 \t end")]
    [InlineData("")]
    public void What_is_filled_in_is_one_text_whatever_it_looks_like(string value)
    {
        foreach (var form in (string[])["a: ${KEY}", "a: \"${KEY}\"", "a: '${KEY}'", "{ a: \"${KEY}\" }", "a: !!str ${KEY}", "a: &anchor ${KEY}"])
            Value(Fill(form, value)).ShouldBe(value, form);
    }

    [Fact]
    public void Text_around_a_placeholder_stays_with_it() =>
        Value(Fill("a: Bearer ${KEY} # not ${KEY}", "se: cret")).ShouldBe("Bearer se: cret");

    [Fact]
    public void All_that_holds_no_placeholder_stays_as_it_is_and_on_its_line()
    {
        const string yaml = "# ${NOT_SET} in a comment\nfirst:\n  text: |\n    one ${KEY}\n    two\n  after:   'kept  as it is'   # so\nsecond: [ '${KEY}', \"${KEY}\" ]\n${KEY}: a key is no value\n";

        var filled = Fill(yaml, "v");

        filled.Split('\n').Length.ShouldBe(yaml.Split('\n').Length);
        var lines = filled.Split('\n');
        lines[0].ShouldBe("# ${NOT_SET} in a comment");
        lines[5].ShouldBe("  after:   'kept  as it is'   # so");
        lines[6].ShouldBe("second: [ \"v\", \"v\" ]");
        lines[7].ShouldBe("${KEY}: a key is no value");
        var json = new YamlToJson(Placeholders.None).Convert(filled);
        ((string?)json["first"]!["text"]).ShouldBe("one v\ntwo\n");
        ((string?)json["first"]!["after"]).ShouldBe("kept  as it is");
    }

    [Fact]
    public void Each_that_stands_for_nothing_is_named_with_its_line()
    {
        var failure = Should.Throw<ConfigurationException>(() => Fill("a: 1\nb: ${MISSING}\nc:\n  - \"${file:/nowhere/at/all}\"", "v"));

        failure.Message.ShouldContain("line 2: The environment variable MISSING is not set.");
        failure.Message.ShouldContain("line 4: The file '/nowhere/at/all' cannot be read.");
    }

    [Fact]
    public void Unquoted_inside_brackets_it_is_no_text_and_the_remedy_is_named() =>
        Should.Throw<ConfigurationException>(() => Value(Fill("{ b: 1,\n  a: ${KEY} }", "v"))).Message.ShouldContain("needs quotes");

    [Fact]
    public void What_is_not_yaml_is_named_with_its_line() =>
        Should.Throw<ConfigurationException>(() => Fill("a: 1\nb: \"open", "v")).Message.ShouldContain("line 2");

    private static string Fill(string yaml, string value) => FilledYaml.Of(yaml, new Placeholders(name => name == "KEY" ? value : null, _ => null));

    private static string? Value(string yaml) => new YamlToJson(Placeholders.None).Convert(yaml)["a"]!.GetValue<string>();
}
