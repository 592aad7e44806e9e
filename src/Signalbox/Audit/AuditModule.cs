using Signalbox.Audit.Chain;
using Signalbox.Audit.Export;

namespace Signalbox.Audit;

/// <summary>The one path of admin writes and its trail.</summary>
internal static class AuditModule
{
    public static IServiceCollection AddAudit(this IServiceCollection services) => services
        .AddSingleton<AuditStore>()
        .AddSingleton<AdminWriter>()
        .AddSingleton<Creations>()
        .AddSingleton<AuditSealing>()
        .AddSingleton<AuditVerification>()
        .AddSingleton<AuditExport>();
}
