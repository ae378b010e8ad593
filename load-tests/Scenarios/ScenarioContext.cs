namespace Assessment.LoadScenarios;

/// <summary>What an engine tells a scenario of one call.</summary>
/// <param name="Call">The call's number, from 0; no other call of the run has it.</param>
public readonly record struct ScenarioContext(long Call);
