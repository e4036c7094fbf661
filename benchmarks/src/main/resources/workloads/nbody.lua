-- SPDX-License-Identifier: Apache-2.0
-- Field access and floating point: the outer planets on their ways round the sun.
local steps = ...
local sqrt = math.sqrt
local SUN = 4 * math.pi * math.pi
local YEAR = 365.24

local function body(x, y, z, vx, vy, vz, mass)
  return { x = x, y = y, z = z, vx = vx * YEAR, vy = vy * YEAR, vz = vz * YEAR, mass = mass * SUN }
end

local bodies = {
  body(0, 0, 0, 0, 0, 0, 1),
  body(4.8414314424647209, -1.16032004402742839, -0.103622044471123109,
    0.00166007664274403694, 0.00769901118419740425, -0.0000690460016972063023, 0.000954791938424326609),
  body(8.34336671824457987, 4.12479856412430479, -0.403523417114321381,
    -0.00276742510726411, 0.00499852801234917, 0.0000230417297573763929, 0.000285885980666130812),
  body(12.894369562139131, -15.1111514016986312, -0.223307578892655734,
    0.00296460137564761618, 0.0023784717395948095, -0.0000296589568540237556, 0.0000436624404335156298),
  body(15.3796971148509165, -25.9193146099879641, 0.179258772950371181,
    0.00268067772490389322, 0.0016282417003824223, -0.000095159225451971587, 0.0000515138902046611451),
}

local function advance(dt)
  local count = #bodies
  for i = 1, count do
    local a = bodies[i]
    local ax, ay, az, am = a.x, a.y, a.z, a.mass
    local avx, avy, avz = a.vx, a.vy, a.vz
    for j = i + 1, count do
      local b = bodies[j]
      local dx, dy, dz = ax - b.x, ay - b.y, az - b.z
      local square = dx * dx + dy * dy + dz * dz
      local pull = dt / (square * sqrt(square))
      local am_, bm = am * pull, b.mass * pull
      avx, avy, avz = avx - dx * bm, avy - dy * bm, avz - dz * bm
      b.vx, b.vy, b.vz = b.vx + dx * am_, b.vy + dy * am_, b.vz + dz * am_
    end
    a.vx, a.vy, a.vz = avx, avy, avz
    a.x, a.y, a.z = ax + dt * avx, ay + dt * avy, az + dt * avz
  end
end

for _ = 1, steps do advance(0.01) end
return math.floor(bodies[1].x * 1e6)
