// SPDX-License-Identifier: Apache-2.0
/**
 * Archives that nobody trusts, unpacked into a folder of their own or refused with the reason; start at {@link
 * org.bioxen.curator.archive.ArchiveReader}. The rest of the curator calls it; it knows nothing of packages.
 */
package org.bioxen.curator.archive;
