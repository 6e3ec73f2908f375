import { isOverMost, showTrips, type Trips } from './trips.ts'

/** How often the applicant had to come, said louder when it is more than the law lets us ask for. */
export function TripCount({ trips }: { trips: Trips }) {
  return (
    <>
      {showTrips(trips)}
      {isOverMost(trips) ? <b> (quá hai lần bổ sung)</b> : null}
      {trips.ourFaultTrips > 0 ? <b> (lỗi của ta)</b> : null}
    </>
  )
}
