namespace RetailSync.Architecture.Data;

/// <summary>Which way an example travels: a read-only property is not required in a request, a write-only one not in a response.</summary>
internal enum Direction
{
    Either,
    Request,
    Response,
}
