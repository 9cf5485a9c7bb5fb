namespace RetailSync.Sandbox;

/// <summary>One system with what the sandbox keeps beside it.</summary>
internal sealed record SystemParts(ISandboxSystem System, Ledger Ledger, FaultBoard Faults, GatewayCredential Credential);
