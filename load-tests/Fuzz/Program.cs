using System.CommandLine;
using Assessment.Fuzz;

var parsed = FuzzCommand.Create().Parse(args);
int code = await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
return parsed.Errors.Count > 0 ? 2 : code;
