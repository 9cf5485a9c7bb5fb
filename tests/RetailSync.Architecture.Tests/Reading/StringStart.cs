namespace RetailSync.Architecture.Reading;

/// <summary>How a string literal begins: where its first quote stands, how many dollars it has, whether it is verbatim, how many quotes close it.</summary>
internal sealed record StringStart(int Quote, int Dollars, bool Verbatim, int Quotes);
