using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Observability;

/// <summary>A meter factory of a test's own, so that tests side by side do not hear each other.</summary>
internal sealed class Meters : IDisposable
{
    private readonly ServiceProvider _provider = new ServiceCollection().AddMetrics().BuildServiceProvider();

    public IMeterFactory Factory => _provider.GetRequiredService<IMeterFactory>();

    public void Dispose() => _provider.Dispose();
}
