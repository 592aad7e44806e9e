using System.Reflection;
using System.Runtime.CompilerServices;
using Xunit.Sdk;
using Xunit.v3;

namespace Gateway.Tests.Matrix;

/// <summary>Runs a theory in every cell of one row of the matrix where there is something to say: for each caller and kind, whole and as a stream.</summary>
/// <param name="feature">The row.</param>
/// <param name="file">Where the theory is written; the compiler says.</param>
/// <param name="line">Its line; the compiler says.</param>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CellsAttribute(MatrixFeature feature, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) : DataAttribute
{
    /// <summary>The row.</summary>
    public MatrixFeature Feature => feature;

    /// <summary>The file's name and the line, as links name them.</summary>
    public string Place { get; } = $"{Path.GetFileName(file.Replace('\\', '/'))}#L{line}";

    /// <inheritdoc/>
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker)
    {
        var row = FeatureRows.Of(feature);
        return new([.. from caller in Enum.GetValues<MatrixCaller>()
                       from kind in Enum.GetValues<MatrixKind>()
                       where row.TreatmentOf(caller, kind) != CellTreatment.Unsaid
                       from stream in new[] { false, true }
                       select new TheoryDataRow<MatrixCaller, MatrixKind, bool>(caller, kind, stream)]);
    }

    /// <inheritdoc/>
    public override bool SupportsDiscoveryEnumeration() => true;
}
