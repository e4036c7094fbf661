/**
 * The hostile corpus: scripts that attack the host, each other, its time and its memory, with what must become of each. The
 * author of a backend extends {@link org.bioxen.tck.hostile.HostileTck}; everything else is its machinery.
 */
package org.bioxen.tck.hostile;
