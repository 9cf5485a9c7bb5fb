namespace RetailSync.Benchmarks.Documents;

/// <param name="Elapsed">Milliseconds from beginning to end.</param>
/// <param name="Processor">Milliseconds of processor time of the whole process, collector and compiler included.</param>
internal readonly record struct Cost(double Elapsed, double Processor);
