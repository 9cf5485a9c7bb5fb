namespace RetailSync.Contracts.Lint.Spectral.Paths;

/// <summary>An expression of a filter, read with JavaScript's meaning. Answers a value: null (undefined), <see cref="FilterValue.Null"/>, bool, double, string or a node.</summary>
/// <param name="node">The child that is judged.</param>
internal delegate object? FilterExpression(PathNode node);
