# For Invoke-ScriptAnalyzer on the test files.
@{
    ExcludeRules = @(
        # The analyzer does not know that what a BeforeAll or BeforeEach assigns is there in each It.
        'PSUseDeclaredVarsMoreThanAssignments'
    )
}
