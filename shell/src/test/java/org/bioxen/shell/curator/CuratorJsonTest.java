// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.curator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bioxen.api.curator.EnvironmentInfo;
import org.bioxen.api.curator.InstalledPackage;
import org.bioxen.api.curator.RepositoryInfo;
import org.bioxen.api.curator.UnsatisfiableException;
import org.bioxen.shell.output.Listing;
import org.junit.jupiter.api.Test;

class CuratorJsonTest {
    @Test
    void aChangeHasEveryMember() {
        assertThat(CuratorJson.of(Samples.PLANNED))
                .isEqualTo("{\"environment\":\"bio\",\"done\":false,\"generation\":3,\"changes\":["
                        + "{\"kind\":\"INSTALL\",\"package\":\"json\",\"from\":null,\"to\":\"1.2\",\"catalog\":\"default\","
                        + "\"why\":\"asked for\",\"licence\":\"MIT\",\"size\":2048},"
                        + "{\"kind\":\"UPGRADE\",\"package\":\"strings\",\"from\":\"1.0\",\"to\":\"1.1\","
                        + "\"catalog\":\"default\",\"why\":\"json 1.2 needs it\",\"licence\":null,\"size\":null}],"
                        + "\"bytesFetched\":0,\"notes\":[\"json 1.1 was withdrawn\"]}");
    }

    @Test
    void aListIsAMemberOfOneObject() {
        assertThat(CuratorJson.of(new Listing<>(InstalledPackage.class, List.of(Samples.JSON))))
                .isEqualTo("{\"packages\":[{\"package\":\"json\",\"version\":\"1.2\",\"catalog\":\"default\","
                        + "\"requested\":\"json >= 1.0\",\"pinned\":true,\"dependencies\":[\"lua >= 5.1\"],"
                        + "\"licence\":\"MIT\",\"sha256\":\"ab12\",\"files\":3,\"nativeModules\":false,"
                        + "\"installed\":\"1970-01-01T00:00:00Z\"}]}");
        assertThat(CuratorJson.of(new Listing<>(EnvironmentInfo.class, List.of())))
                .isEqualTo("{\"environments\":[]}");
        assertThat(CuratorJson.of(new Listing<>(RepositoryInfo.class, List.of(Samples.LAB))))
                .isEqualTo("{\"catalogs\":[{\"id\":\"lab\",\"title\":\"The lab's\","
                        + "\"location\":\"https://lab.example/lua\",\"origin\":\"added\",\"priority\":50,"
                        + "\"enabled\":true,\"seen\":null,\"problem\":\"connection refused\"}]}");
    }

    @Test
    void aReportOnHealthHasItsProblems() {
        assertThat(CuratorJson.of(Samples.ILL))
                .startsWith("{\"environment\":\"bio\",\"healthy\":false,\"files\":12,\"problems\":[{\"kind\":"
                        + "\"CHANGED_FILE\",")
                .contains("\"repairable\":true,\"advice\":null}");
    }

    @Test
    void aFailureIsAnObject() {
        CuratorFailure failure =
                CuratorFailure.of(new UnsatisfiableException("cannot be", List.of("because \"x\"")), false);

        assertThat(CuratorJson.of(failure))
                .isEqualTo("{\"error\":{\"message\":\"cannot be\",\"explanation\":[\"because \\\"x\\\"\"]},"
                        + "\"exitCode\":3}");
    }

    @Test
    void aPackageHasItsReleases() {
        assertThat(CuratorJson.of(Samples.INFO)).contains("\"versions\":[\"1.2\",\"1.1\"],\"alsoIn\":[\"lab\"]}");
    }
}
