namespace RetailSync.Gateway.Errors;

/// <summary>Masks what a problem says. A caller's own data comes back to it only as far as it may be kept: answers are logged and cached by others.</summary>
internal static class ProblemMask
{
    /// <summary>The problem without secrets and personal data; the same object when there are none.</summary>
    public static Problem Apply(Problem problem, IMasker masker)
    {
        var (detail, reason) = (masker.Mask(problem.Detail), problem.Reason is { } why ? masker.Mask(why) : null);
        var masked = ReferenceEquals(detail, problem.Detail) && ReferenceEquals(reason, problem.Reason) ? problem : problem with { Detail = detail, Reason = reason };
        if (masked.Errors.Count > 0)
        {
            masked = masked with { Errors = [.. masked.Errors.Take(ProblemBody.MaxErrors).Select(error => Apply(error, masker))] };
        }

        return masked.Extensions.Count == 0 ? masked : masked with { Extensions = [.. masked.Extensions.Select(extension => KeyValuePair.Create(extension.Key, Apply(extension.Value, masker)))] };
    }

    private static ProblemError Apply(ProblemError error, IMasker masker) =>
        error with { InstanceLocation = masker.Mask(error.InstanceLocation), Error = masker.Mask(error.Error) };

    private static object Apply(object value, IMasker masker) => value switch
    {
        string text => masker.Mask(text),
        IEnumerable<string> texts => texts.Select(masker.Mask).ToArray(),
        _ => value,
    };
}
