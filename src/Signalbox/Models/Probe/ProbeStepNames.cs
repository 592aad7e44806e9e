namespace Signalbox.Models.Probe;

/// <summary>The steps of a probe as the API names them.</summary>
internal static class ProbeStepNames
{
    public const string Url = "url";
    public const string Dns = "dns";
    public const string Address = "address";
    public const string Connect = "connect";
    public const string Tls = "tls";
    public const string Auth = "auth";
    public const string Model = "model";

    /// <summary>In the order in which a call would come to them.</summary>
    public static readonly string[] InOrder = [Url, Dns, Address, Connect, Tls, Auth, Model];
}
