using System.CommandLine;

namespace RetailSync.Cli.Audit;

/// <summary>The verbs about the audit trail.</summary>
internal static class AuditCommand
{
    public static Command Create(CliContext context) => new("audit", "The trail of changes, refusals and operators' actions.")
    {
        AuditVerifyVerb.Create(context),
    };
}
