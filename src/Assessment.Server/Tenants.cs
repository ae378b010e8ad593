namespace Assessment.Server;

/// <summary>Whose data it is. Every key begins with it.</summary>
internal static class Tenants
{
    /// <summary>The one tenant of a server without authentication.</summary>
    public const string Default = "default";
}
