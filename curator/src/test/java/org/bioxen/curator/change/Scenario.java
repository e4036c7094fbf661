// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.change;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.bioxen.api.curator.ChangeOptions;
import org.bioxen.curator.store.Steps;

/** Something that is done to an environment, to be broken off at each of its steps. */
enum Scenario {
    CREATE {
        @Override
        void prepare(World world) {
            world.environments.delete("bio");
        }

        @Override
        void run(World world) {
            world.environments.create("bio", "5.4");
        }

        @Override
        boolean canRunTwice() {
            return false;
        }
    },
    INSTALL {
        @Override
        void run(World world) {
            world.install("bio", "csv < 2");
        }
    },
    UPDATE {
        @Override
        void prepare(World world) {
            world.install("bio", "csv < 2");
            world.install("bio", "csv");
        }

        @Override
        void run(World world) {
            world.update("bio");
        }
    },
    REMOVE {
        @Override
        void prepare(World world) {
            world.install("bio", "csv");
        }

        @Override
        void run(World world) {
            world.packages.remove(
                    "bio",
                    World.names("csv"),
                    ChangeOptions.builder().autoremove(true).build());
        }

        @Override
        boolean canRunTwice() {
            return false;
        }
    },
    ROLLBACK {
        @Override
        void prepare(World world) {
            world.install("bio", "json < 2");
            world.install("bio", "json >= 2");
        }

        @Override
        void run(World world) {
            world.environments.rollback("bio", Optional.of(1L));
        }
    },
    COPY {
        @Override
        void prepare(World world) {
            world.environments.create("first", "5.4");
            world.install("first", "json");
            world.environments.delete("bio");
        }

        @Override
        void run(World world) {
            world.environments.copy("first", "bio");
        }

        @Override
        boolean canRunTwice() {
            return false;
        }
    },
    DELETE {
        @Override
        void prepare(World world) {
            world.install("bio", "json");
        }

        @Override
        void run(World world) {
            world.environments.delete("bio");
        }

        @Override
        boolean canRunTwice() {
            return false;
        }
    },
    COLLECT {
        @Override
        void prepare(World world) {
            world.install("bio", "json < 2");
            world.install("bio", "json >= 2");
            world.environments.create("gone", "5.4");
            world.install("gone", "csv");
            world.environments.delete("gone");
        }

        @Override
        void run(World world) {
            world.environments.collectGarbage();
        }
    };

    private static final Settings MANY = new Settings(10, 2, Duration.ofSeconds(20));
    private static final Settings ONE = new Settings(1, 2, Duration.ofSeconds(20));

    /** What is there before, beside an empty environment called bio. */
    void prepare(World world) {}

    abstract void run(World world);

    /** Whether it can be done again when it is done already. */
    boolean canRunTwice() {
        return true;
    }

    /** The folder as it is before. */
    World prepared(Path root) {
        World world = new World(root, market(), MANY, Steps.NONE);
        world.environments.create("bio", "5.4");
        prepare(world);
        return world;
    }

    /** What acts on the folder. */
    World open(Path root, Steps steps) {
        return new World(root, market(), this == COLLECT ? ONE : MANY, steps);
    }

    private static Market market() {
        return new Market()
                .offer(
                        "main",
                        Package.of("json", "1.0-1"),
                        Package.of("json", "2.0-1"),
                        Package.of("csv", "1.0-1").needs("json < 2"),
                        Package.of("csv", "2.0-1").needs("json"));
    }
}
