using System.Net;
using Yarp.ReverseProxy.Forwarder;

// The bar: YARP's forwarder with nothing around it, at the best settings known. No routing, no logging, no tracing headers, no policy.
// Usage: yarp-forwarder PORT UPSTREAM-PORT
var port = int.Parse(args[0], System.Globalization.CultureInfo.InvariantCulture);
var upstream = $"http://127.0.0.1:{args[1]}/";

var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
builder.WebHost.UseKestrelCore();
builder.WebHost.ConfigureKestrel(server =>
{
    server.Listen(IPAddress.Loopback, port);
    server.AddServerHeader = false;
});
// The default of 512 loses connections when 1,000 streams are opened at once.
builder.WebHost.UseSockets(sockets => sockets.Backlog = 8192);
builder.Services.AddHttpForwarder();

await using var app = builder.Build();
using var client = new HttpMessageInvoker(new SocketsHttpHandler
{
    UseProxy = false,
    AllowAutoRedirect = false,
    AutomaticDecompression = DecompressionMethods.None,
    UseCookies = false,
    ActivityHeadersPropagator = null,
    ConnectTimeout = TimeSpan.FromSeconds(10),
});
var forwarder = app.Services.GetRequiredService<IHttpForwarder>();
var settings = new ForwarderRequestConfig
{
    Version = HttpVersion.Version11,
    VersionPolicy = HttpVersionPolicy.RequestVersionExact,
    ActivityTimeout = TimeSpan.FromSeconds(100),
};
app.Run(async context => await forwarder.SendAsync(context, upstream, client, settings, HttpTransformer.Default));
await app.RunAsync();
