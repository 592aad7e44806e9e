using System.Reflection;

namespace Gateway.Tests.Matrix;

/// <summary>A theory of the matrix: the tests of one row.</summary>
/// <param name="Method">The method.</param>
/// <param name="Cells">Its row and its place.</param>
internal sealed record MatrixTheory(MethodInfo Method, CellsAttribute Cells)
{
    /// <summary>All theories of this project.</summary>
    public static IReadOnlyList<MatrixTheory> All { get; } =
    [
        .. from type in typeof(MatrixTheory).Assembly.GetTypes()
           from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
           let cells = method.GetCustomAttribute<CellsAttribute>()
           where cells is not null
           select new MatrixTheory(method, cells),
    ];

    /// <summary>The theory of a row.</summary>
    public static MatrixTheory Of(MatrixFeature feature) => All.Single(theory => theory.Cells.Feature == feature);
}
