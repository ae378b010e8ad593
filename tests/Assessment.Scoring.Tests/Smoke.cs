namespace Assessment.Scoring.Tests;
public class Smoke { [Fact] public void X_Y_Z() => Assert.Equal(2500, Scale.ValueOf(2)); }
