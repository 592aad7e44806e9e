namespace Gateway.Tests.Matrix;

/// <summary>One gateway for all tests of the matrix, which run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class MatrixCollection : ICollectionFixture<MatrixFixture>
{
    /// <summary>The collection's name.</summary>
    public const string Name = "Matrix";
}
