-- SPDX-License-Identifier: Apache-2.0
local sqrt = math.sqrt
local PI = math.pi local SM = 4*PI*PI local DP = 365.24
local bodies = { {x=0,y=0,z=0,vx=0,vy=0,vz=0,mass=SM}, {x=4.84143144246472090,y=-1.16032004402742839,z=-.103622044471123109,vx=.00166007664274403694*DP,vy=.00769901118419740425*DP,vz=-.0000690460016972063023*DP,mass=.000954791938424326609*SM}, {x=8.34336671824457987,y=4.12479856412430479,z=-.403523417114321381,vx=-.00276742510726411*DP,vy=.00499852801234917*DP,vz=.0000230417297573763929*DP,mass=.000285885980666130812*SM}, {x=12.8943695621391310,y=-15.1111514016986312,z=-.223307578892655734,vx=.00296460137564761618*DP,vy=.00237847173959480950*DP,vz=-.0000296589568540237556*DP,mass=.0000436624404335156298*SM}, {x=15.3796971148509165,y=-25.9193146099879641,z=.179258772950371181,vx=.00268067772490389322*DP,vy=.00162824170038242295*DP,vz=-.0000951592254519715870*DP,mass=.0000515138902046611451*SM} }
local function advance(bodies, nbody, dt)
  for i=1,nbody do local bi = bodies[i] local bix, biy, biz, bimass = bi.x, bi.y, bi.z, bi.mass local bivx, bivy, bivz = bi.vx, bi.vy, bi.vz
    for j=i+1,nbody do local bj = bodies[j] local dx, dy, dz = bix-bj.x, biy-bj.y, biz-bj.z local dist2 = dx*dx + dy*dy + dz*dz local mag = sqrt(dist2) mag = dt / (mag * dist2) local bm = bj.mass*mag bivx = bivx - (dx * bm) bivy = bivy - (dy * bm) bivz = bivz - (dz * bm) bm = bimass*mag bj.vx = bj.vx + (dx * bm) bj.vy = bj.vy + (dy * bm) bj.vz = bj.vz + (dz * bm) end
    bi.vx = bivx bi.vy = bivy bi.vz = bivz bi.x = bix + dt * bivx bi.y = biy + dt * bivy bi.z = biz + dt * bivz end end
for i=1,50000 do advance(bodies, 5, 0.01) end
return bodies[1].x
