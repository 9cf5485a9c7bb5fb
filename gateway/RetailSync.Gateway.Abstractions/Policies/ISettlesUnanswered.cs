namespace RetailSync.Gateway;

/// <summary>
/// A policy whose request side may claim something that must be settled, whatever becomes of the exchange. For each exchange in which its request side ran, exactly one of two
/// things happens: its response side runs at <see cref="ResponseStage.Commit"/>, also when the answer is kept back by others; or it is told here that no answer came that far.
/// </summary>
public interface ISettlesUnanswered : IRequestPolicy, IResponsePolicy
{
    /// <summary>Settles an exchange that ends without the upstream's answer. A final verdict takes the place of the problem that would have been given.</summary>
    /// <remarks>The caller may be gone, and <c>Context.RequestAborted</c> may be cancelled: what has to be written is written all the same.</remarks>
    ValueTask<Verdict> OnUnansweredAsync(Exchange exchange, Unanswered what);
}
