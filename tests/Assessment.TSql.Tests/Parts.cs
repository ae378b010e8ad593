using System.Collections;
using System.Reflection;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Assessment.TSql.Tests;

/// <summary>The parts of a syntax tree's node, one level down.</summary>
internal static class Parts
{
    public static IEnumerable<TSqlFragment> Of(TSqlFragment fragment)
    {
        foreach (var property in fragment.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetIndexParameters().Length > 0)
            {
                continue;
            }

            switch (property.GetValue(fragment))
            {
                case TSqlFragment one:
                    yield return one;
                    break;
                case IEnumerable many and not string:
                    foreach (var one in many.OfType<TSqlFragment>())
                    {
                        yield return one;
                    }

                    break;
            }
        }
    }
}
