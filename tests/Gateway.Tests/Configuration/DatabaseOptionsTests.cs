using Npgsql;
using Signalbox.Storage;

namespace Gateway.Tests.Configuration;

/// <summary>What <c>SIGNALBOX_DATABASE</c> may say.</summary>
public sealed class DatabaseOptionsTests
{
    [Theory]
    [InlineData("postgres://ana:s3cret@db:5433/signal%20box?sslmode=require&Maximum%20Pool%20Size=7")]
    [InlineData("Host=db;Port=5433;Database=signal box;Username=ana;Password=s3cret;SSL Mode=Require;Maximum Pool Size=7")]
    public void A_url_and_a_connection_string_say_the_same(string setting)
    {
        var options = DatabaseOptions.Parse(setting, "data");
        options.Kind.ShouldBe(DatabaseKind.Postgres);
        var parts = new NpgsqlConnectionStringBuilder(options.ConnectionString);
        (parts.Host, parts.Port, parts.Database, parts.Username, parts.Password).ShouldBe(("db", 5433, "signal box", "ana", "s3cret"));
        (parts.SslMode, parts.MaxPoolSize, parts.Timeout, parts.IncludeErrorDetail).ShouldBe((SslMode.Require, 7, 5, false));
        new NpgsqlConnectionStringBuilder(DatabaseOptions.Parse("Host=db", "data").ConnectionString).MaxPoolSize.ShouldBe(30);
    }

    [Theory]
    [InlineData("postgres://ana:s3cret@db/signalbox?sslmod=require", "'sslmod'")]
    [InlineData("postgres://ana:s3cret@db/signalbox?sslmode=sometimes", "'sslmode'")]
    [InlineData("postgres://ana:s3cret@db/signalbox?Maximum%20Pool%20Size=many", "'Maximum%20Pool%20Size'")]
    [InlineData("postgres://ana:s3/cret@db:port/signalbox", "Percent-encode")]
    [InlineData("Database=signalbox;Password=s3cret", "names no host")]
    [InlineData("mysql://ana:s3cret@db/signalbox", "sqlite:PATH")]
    [InlineData("Hosts=db;Password=s3cret", "sqlite:PATH")]
    public void What_it_cannot_say_is_named_without_its_password(string setting, string named)
    {
        var failure = Should.Throw<FormatException>(() => DatabaseOptions.Parse(setting, "data"));
        failure.Message.ShouldContain("SIGNALBOX_DATABASE");
        failure.Message.ShouldContain(named);
        failure.Message.ShouldNotContain("s3");
    }
}
