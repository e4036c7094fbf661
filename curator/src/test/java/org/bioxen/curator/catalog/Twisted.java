// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.catalog;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bioxen.api.curator.PackageName;
import org.bioxen.spi.catalog.Artifact;
import org.bioxen.spi.catalog.ArtifactStream;
import org.bioxen.spi.catalog.CatalogCall;
import org.bioxen.spi.catalog.CatalogException;
import org.bioxen.spi.catalog.CatalogProvider;
import org.bioxen.spi.catalog.CatalogSnapshot;
import org.bioxen.spi.catalog.Listed;
import org.bioxen.spi.catalog.Profile;
import org.bioxen.spi.catalog.Release;

/** A catalog whose answers another one's are, but for the one that is overridden. */
abstract class Twisted implements CatalogProvider {
    private final CatalogProvider honest;

    Twisted(CatalogProvider honest) {
        this.honest = honest;
    }

    String token(String token) {
        return token;
    }

    List<Release> releases(List<Release> releases) throws CatalogException {
        return releases;
    }

    Iterator<Listed> packages(Iterator<Listed> packages) {
        return packages;
    }

    Map<String, Profile> profiles(Map<String, Profile> profiles) {
        return profiles;
    }

    @Override
    public Optional<CatalogSnapshot> snapshot(Optional<String> last, CatalogCall call) throws CatalogException {
        return honest.snapshot(last, call).map(snapshot -> new CatalogSnapshot() {
            @Override
            public String token() {
                return Twisted.this.token(snapshot.token());
            }

            @Override
            public List<Release> releases(PackageName name, CatalogCall asked) throws CatalogException {
                return Twisted.this.releases(snapshot.releases(name, asked));
            }

            @Override
            public Iterator<Listed> packages(CatalogCall asked) throws CatalogException {
                return Twisted.this.packages(snapshot.packages(asked));
            }

            @Override
            public Map<String, Profile> profiles(CatalogCall asked) throws CatalogException {
                return Twisted.this.profiles(snapshot.profiles(asked));
            }
        });
    }

    @Override
    public ArtifactStream open(Release release, Artifact artifact, CatalogCall call) throws CatalogException {
        return honest.open(release, artifact, call);
    }
}
