namespace KornitX.PowerShell.Tests;

public class PesterOutcomeTests
{
    [Fact]
    public void A_failed_test_is_reported_with_its_name_and_message()
    {
        PesterOutcome outcome = PesterOutcome.Parse("A.Tests.ps1", """
            { "Passed": 2, "Failed": 1, "Skipped": 1,
              "Failures": [ { "Name": "A.adds", "Message": "Expected 3, but got 2." } ] }
            """);

        Assert.Equal((2, 1, 1), (outcome.Passed, outcome.Failed, outcome.Skipped));
        Assert.Equal("A.adds: Expected 3, but got 2.", outcome.Report());
    }

    [Fact]
    public void A_block_that_fails_after_its_tests_passed_counts_as_failed()
    {
        PesterOutcome outcome = PesterOutcome.Parse("A.Tests.ps1", """
            { "Passed": 2, "Failed": 0, "Skipped": 0, "Failures": [ { "Name": "A", "Message": "no teardown" } ] }
            """);

        Assert.Equal((2, 1, 0), (outcome.Passed, outcome.Failed, outcome.Skipped));
    }

    [Fact]
    public void A_file_without_a_test_has_failed()
    {
        PesterOutcome outcome = PesterOutcome.Parse("/tests/A.Tests.ps1", """
            { "Passed": 0, "Failed": 0, "Skipped": 0, "Failures": [] }
            """);

        Assert.Equal(1, outcome.Failed);
        Assert.Equal("A.Tests.ps1: it has no test", outcome.Report());
    }
}
