using Signalbox.Policies.Running;
using Signalbox.Policies.Scripts;
using Signalbox.Routing;

namespace Signalbox.Policies;

/// <summary>Code of operators' that orders the members of route groups: scripts, and servers that are asked.</summary>
internal static class PolicyModule
{
    public static IServiceCollection AddPolicies(this IServiceCollection services) => services
        .AddSingleton<PolicyStore>()
        .AddSingleton<PolicyRegistry>()
        .AddSingleton<PolicyDeclaration>()
        .AddSingleton<TypeScriptCompiler>()
        .AddSingleton<PolicyEngines>()
        .AddSingleton<PolicyBook>()
        .AddSingleton(new GroupPolicies(async (transaction, name) => await PolicyStore.FindByNameAsync(transaction, name) is not null));
}
